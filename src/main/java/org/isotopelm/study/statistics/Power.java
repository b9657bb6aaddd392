package org.isotopelm.study.statistics;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The power of a two-sided t-test: the probability that it finds a true effect of δ standard
 * errors. Its t has a noncentral t-distribution, (Z + δ)/√(U/ν) with Z normal and U χ²-distributed
 * with ν degrees of freedom (Johnson, Kotz and Balakrishnan 1995, chapter 31), so the power is the
 * mean over U of a normal probability, taken here at 2,000 quantiles of U.
 */
public final class Power {
  private static final int QUANTILES = 2000;
  private static final double WANTED = 0.8;

  /**
   * No test needs an effect of more times its critical t; with one degree of freedom it needs 1.4.
   */
  private static final double ENOUGH = 10;

  private Power() {}

  /**
   * The effect that the test finds with a power of 80 %, in the units of its standard error.
   *
   * @param level at which it rejects
   */
  public static double detectable(TTest test, double level) {
    double[] critical = critical(test, level);
    double low = 0;
    double high = ENOUGH * test.critical(level);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (power(middle, critical) < WANTED) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high * test.standardError();
  }

  /** What Z + δ must exceed, at each quantile of U. */
  private static double[] critical(TTest test, double level) {
    double bound = test.critical(level);
    ChiSquaredDistribution squares = ChiSquaredDistribution.of(test.degreesOfFreedom());
    return IntStream.range(0, QUANTILES)
        .mapToDouble(i -> squares.inverseCumulativeProbability((i + 0.5) / QUANTILES))
        .map(u -> bound * Math.sqrt(u / test.degreesOfFreedom()))
        .toArray();
  }

  private static double power(double effect, double[] critical) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double sum = 0;
    for (double bound : critical) {
      sum +=
          normal.survivalProbability(bound - effect)
              + normal.cumulativeProbability(-bound - effect);
    }
    return sum / critical.length;
  }
}
