package org.isotopelm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point that a study tried. Figures are null until a training that they need has ended.
 *
 * @param values of the dimensions of the space, such as {@code lambda}
 * @param nll held out, mean over the folds, in nats per token
 * @param standardError of that mean over folds; null for fewer than two
 * @param trainNll of the text trained on, in nats per token
 * @param exposure κ = Σ c_t·λ_t of the decay that is searched
 * @param trainings whose means these are
 */
public record StudyPoint(
    Map<String, Object> values,
    @Nullable Double nll,
    @Nullable Double standardError,
    @Nullable Double trainNll,
    @Nullable Double exposure,
    int trainings) {
  /** Copies the map. */
  public StudyPoint {
    values = Map.copyOf(values);
  }
}
