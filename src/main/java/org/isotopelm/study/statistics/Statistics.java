package org.isotopelm.study.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Means, their standard errors, and p-values of many tests. */
public final class Statistics {
  private Statistics() {}

  public static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** s², with n − 1 degrees of freedom. */
  public static double variance(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return squares / (values.length - 1);
  }

  /** The middle value, or the mean of the two in the middle; 0 for none. */
  public static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** s/√n with n − 1 degrees of freedom; null for fewer than two values. */
  public static @Nullable Double standardError(double[] values) {
    int n = values.length;
    return n < 2 ? null : (Double) Math.sqrt(variance(values) / n);
  }

  /**
   * p-values corrected for their number (Holm 1979, "A simple sequentially rejective multiple test
   * procedure"): the i-th smallest of m times m − i + 1, none below the one before it, none above
   * 1. Rejecting those below 5 % errs anywhere in the family with a probability of 5 % at most.
   */
  public static double[] holm(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = new double[p.length];
    double largest = 0;
    for (int i = 0; i < p.length; i++) {
      largest = Math.max(largest, Math.min(1, (p.length - i) * p[order[i]]));
      corrected[order[i]] = largest;
    }
    return corrected;
  }
}
