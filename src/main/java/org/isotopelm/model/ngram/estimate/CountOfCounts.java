package org.isotopelm.model.ngram.estimate;

import java.util.List;
import org.isotopelm.model.Smoothing;

/** How many n-grams of an order have a count of 1, 2, 3 and 4, and the discounts that follow. */
final class CountOfCounts {
  /** What is taken from counts of 1, 2 and more, where the text does not say; as in KenLM. */
  static final List<Double> FALLBACK_MODIFIED = List.of(0.5, 1.0, 1.5);

  /** The same of plain Kneser–Ney smoothing. */
  static final List<Double> FALLBACK_PLAIN = List.of(0.75);

  /** With a discount of 0 a context could leave nothing to other tokens. */
  private static final double LEAST = 1e-6;

  /** By count; what stands at 0 has no meaning. */
  private final long[] numbers = new long[5];

  void add(int count) {
    if (count < numbers.length) {
      numbers[count]++;
    }
  }

  /**
   * The discounts of counts of 1, 2 and so on; the last one is also that of larger counts. None
   * where the text does not say: where numbers that are divided by are 0, or a discount would be
   * below 0 or above its count.
   */
  List<Double> discounts(Smoothing smoothing) {
    return smoothing.discounts() == 1 ? plain() : modified();
  }

  /** Ney, Essen and Kneser (1994): D = n₁ / (n₁ + 2·n₂). */
  private List<Double> plain() {
    return numbers[1] == 0 || numbers[2] == 0 ? List.of() : List.of(share());
  }

  private double share() {
    return numbers[1] / (numbers[1] + 2.0 * numbers[2]);
  }

  /** Chen and Goodman (1999), equation 26: Dⱼ = j − (j + 1)·Y·nⱼ₊₁ / nⱼ, Y = n₁ / (n₁ + 2·n₂). */
  private List<Double> modified() {
    double[] d = new double[4];
    for (int j = 1; j <= 3; j++) {
      d[j] = j - (j + 1) * share() * numbers[j + 1] / numbers[j];
      if (numbers[j] == 0 || !(d[j] >= 0 && d[j] <= j)) {
        return List.of();
      }
      d[j] = Math.max(d[j], LEAST);
    }
    return List.of(d[1], d[2], d[3]);
  }

  static List<Double> fallback(Smoothing smoothing) {
    return smoothing.discounts() == 1 ? FALLBACK_PLAIN : FALLBACK_MODIFIED;
  }
}
