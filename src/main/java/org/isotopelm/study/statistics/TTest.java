package org.isotopelm.study.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Student's t-test of a mean, with the correction of Nadeau and Bengio (2003, "Inference for the
 * generalization error", Machine Learning 52, section 4): figures of n trainings that share
 * training text are correlated, so that s²/n is too small for the variance of their mean; (1/n +
 * n₂/n₁)·s² takes the correlation to be n₂/(n₁ + n₂), the share of the text that is held out. With
 * k folds that is (1/k + 1/(k − 1))·s², and for n₂/n₁ = 0 the test is Student's own (1908).
 *
 * @param mean of the values
 * @param standardError √((1/n + n₂/n₁)·s²)
 * @param degreesOfFreedom n − 1
 */
public record TTest(double mean, double standardError, int degreesOfFreedom) {
  /** The level of every test and verdict of a study. */
  public static final double LEVEL = 0.05;

  /**
   * The test of some values.
   *
   * @param heldOutToTraining n₂/n₁; 0 for independent values
   * @return null for fewer than two values
   */
  public static @Nullable TTest of(double[] values, double heldOutToTraining) {
    int n = values.length;
    return n < 2
        ? null
        : new TTest(
            Statistics.mean(values),
            standardError(n, Statistics.variance(values), heldOutToTraining),
            n - 1);
  }

  /**
   * The test of Σ numerators / Σ denominators, such as of nats per token over documents, by the
   * variance of its residuals (Cochran 1977, "Sampling techniques", section 6.4).
   *
   * @param numerators by unit
   * @param denominators by unit
   * @return null for fewer than two units
   */
  public static @Nullable TTest ofRatio(double[] numerators, double[] denominators) {
    int n = numerators.length;
    double all = Arrays.stream(denominators).sum();
    double ratio = Arrays.stream(numerators).sum() / all;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double residual = numerators[i] - ratio * denominators[i];
      squares += residual * residual;
    }
    return n < 2 ? null : new TTest(ratio, Math.sqrt(n / (n - 1.0) * squares) / all, n - 1);
  }

  public static double standardError(int n, double variance, double heldOutToTraining) {
    return Math.sqrt((1.0 / n + heldOutToTraining) * variance);
  }

  /** The same with at least this standard error. */
  public TTest atLeast(double error) {
    return new TTest(mean, Math.max(standardError, error), degreesOfFreedom);
  }

  /** The two-sided probability of a mean at least as far from 0 if the true mean were 0. */
  public double p() {
    if (standardError == 0) {
      return mean == 0 ? 1 : 0;
    }
    double t = Math.abs(mean / standardError);
    return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(t);
  }

  /** The 95 % interval of the mean, low and high. */
  public List<Double> ci95() {
    double half = critical() * standardError;
    return List.of(mean - half, mean + half);
  }

  /** The t beyond which the two-sided test at {@link #LEVEL} rejects. */
  public double critical() {
    return critical(LEVEL);
  }

  /** The same of a test with so many degrees of freedom. */
  public static double critical(int degreesOfFreedom) {
    return new TTest(0, 0, degreesOfFreedom).critical();
  }

  /** The t beyond which the two-sided test at this level rejects. */
  public double critical(double level) {
    return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(level / 2);
  }
}
