package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.isotopelm.baseline.CountedSpec;
import org.jspecify.annotations.Nullable;

/**
 * The counted baseline of all other text on the test split.
 *
 * @param order n of the n-grams
 * @param nll nats per token
 * @param ci95 of the nll, as that of {@link FinalResult}
 * @param difference this minus the chosen model; null where that is missing, or where the two do
 *     not cut the text into the same tokens, so that only bits per byte compare
 * @param differenceCi95 its interval, from a paired bootstrap over documents; empty likewise
 */
public record TestedCounted(
    int order,
    double nll,
    List<Double> ci95,
    double bitsPerByte,
    @Nullable Double difference,
    List<Double> differenceCi95) {

  /** {@code counted 5-gram}. */
  @JsonIgnore
  public String label() {
    return new CountedSpec(order).label();
  }

  /** As a row among opponents. */
  @JsonIgnore
  public TestedOpponent asOpponent() {
    return new TestedOpponent(label(), nll, ci95, bitsPerByte, difference, differenceCi95);
  }
}
