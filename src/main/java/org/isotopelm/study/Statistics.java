package org.isotopelm.study;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/** Means, their standard errors, and the paired t-test of Student (1908). */
final class Statistics {
  private Statistics() {}

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** s/√n with n − 1 degrees of freedom; null for fewer than two values, which say nothing. */
  static @Nullable Double standardError(double[] values) {
    int n = values.length;
    if (n < 2) {
      return null;
    }
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (n - 1) / n);
  }

  /** The two-sided probability of a mean at least as far from 0 if the true mean were 0. */
  static double probability(double mean, double standardError, int n) {
    if (standardError == 0) {
      return mean == 0 ? 1 : 0;
    }
    return 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean / standardError));
  }

  /** Half the width of the 95 % interval of a mean of n values, in standard errors. */
  static double halfWidth95(int n) {
    return TDistribution.of(n - 1).inverseSurvivalProbability(0.025);
  }
}
