package org.isotopelm.study.verdict;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** For what the choice holds. */
public sealed interface Scope extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /**
   * What the best was trained with.
   *
   * @param exposure κ
   * @param learningRate η at its peak
   * @param steps of a training
   * @param kept what the final model keeps as it trains on more text; null where there is none
   */
  record Conditions(double exposure, double learningRate, double steps, @Nullable String kept)
      implements Scope {
    @Override
    public String sentence() {
      return "This holds for exposure κ = %s, peak learning rate η = %s and %s steps a training%s."
          .formatted(
              Phrases.figure(exposure),
              Phrases.figure(learningRate),
              String.format(Locale.ROOT, "%,d", Math.round(steps)),
              kept == null ? "" : "; the final model, trained on more text, keeps " + kept);
    }
  }

  /**
   * Nested cross-validation.
   *
   * @param outerFolds how many
   * @param nll mean of the choices
   * @param toZero choice minus λ = 0; null where the space holds no λ
   */
  record Nested(int outerFolds, double nll, @Nullable Gap toZero) implements Scope {
    @Override
    public String sentence() {
      return "Searched anew in each of %s, choosing included, the procedure reaches %s nats%s."
          .formatted(
              Phrases.count(outerFolds, "outer fold"),
              Figures.nats(nll),
              toZero == null ? "" : ", %s %s λ = 0".formatted(toZero.size(), toZero.side()));
    }
  }
}
