package org.isotopelm.eval;

import java.util.Arrays;
import org.isotopelm.math.random.RandomStream;

/**
 * What could have come out with other documents of the same kind (Efron and Tibshirani 1993,
 * chapters 13 and 15). Units, mostly documents, are drawn whole: the tokens of a document are not
 * independent.
 */
public final class Bootstrap {
  /** So that 2.5 % and 97.5 % are order statistics, (n + 1)·p (Davison and Hinkley 1997, 2.4). */
  private static final int RESAMPLES = 1999;

  private static final int FLIPS = 9999;

  private Bootstrap() {}

  /**
   * The 95 % percentile interval of Σ numerators / Σ denominators over 1,999 resamples of the units
   * with replacement.
   *
   * @param numerators by unit, such as a document's nll
   * @param denominators by unit, such as its tokens
   */
  public static Interval ratio(double[] numerators, double[] denominators, long seed) {
    RandomStream random = RandomStream.of(seed, "bootstrap");
    int units = numerators.length;
    double[] ratios = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double numerator = 0;
      double denominator = 0;
      for (int i = 0; i < units; i++) {
        int unit = random.nextInt(units);
        numerator += numerators[unit];
        denominator += denominators[unit];
      }
      ratios[r] = numerator / denominator;
    }
    Arrays.sort(ratios);
    int tail = (RESAMPLES + 1) / 40;
    return new Interval(ratios[tail - 1], ratios[RESAMPLES - tail]);
  }

  /**
   * Two-sided p-value of the hypothesis that the differences could as well have had the other sign:
   * the share of 9,999 random assignments of signs whose sum is as far from zero as the one found,
   * which counts itself (Fisher's randomisation test; Phipson and Smyth 2010 on the +1). NaN where
   * a difference is infinite or undefined.
   *
   * @param differences by unit, such as a document's nll under one model less that under the other
   */
  public static double signFlip(double[] differences, long seed) {
    RandomStream random = RandomStream.of(seed, "sign flip");
    double found = 0;
    double scale = 0;
    for (double difference : differences) {
      found += difference;
      scale += Math.abs(difference);
    }
    if (!Double.isFinite(scale)) {
      return Double.NaN;
    }
    // Sums of the same terms in other signs differ by rounding, which is not evidence.
    double threshold = Math.abs(found) - 1e-12 * scale;
    int asFar = 1;
    for (int flip = 0; flip < FLIPS; flip++) {
      double sum = 0;
      long signs = 0;
      for (int i = 0; i < differences.length; i++) {
        signs = i % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
        sum += (signs & 1) == 0 ? differences[i] : -differences[i];
      }
      asFar += Math.abs(sum) >= threshold ? 1 : 0;
    }
    return asFar / (FLIPS + 1.0);
  }
}
