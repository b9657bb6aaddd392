package org.isotopelm.study;

import java.util.Arrays;
import org.isotopelm.math.RandomStream;

/**
 * The cheapest learner with weight decay, cross-validated for real: n examples x = θ + N(0, 1) in d
 * dimensions, of which the ridge estimate of the mean is c·x̄ with c = n₁/(n₁ + λ), trained on all
 * folds but one and scored by the squared error on that one, as folds of text are. With τ² the mean
 * of θ² over dimensions its risk is exactly 1 + c²/n₁ + (1 − c)²·τ², so that every true difference
 * is known: λ = 1/τ² is the best, and one more λ is exactly as good as λ = 0.
 *
 * @param folds k
 * @param perFold examples of a fold
 * @param dimensions d
 * @param signal τ²
 */
record ShrunkenMean(int folds, int perFold, int dimensions, double signal) {

  /** Examples that are trained on, n₁. */
  private int training() {
    return (folds - 1) * perFold;
  }

  /** The λ of the lowest risk. */
  double bestLambda() {
    return 1 / signal;
  }

  /** The λ whose risk is that of λ = 0: (1 − c)τ² = (1 + c)/n₁. */
  double neutralLambda() {
    double c = (signal - 1.0 / training()) / (signal + 1.0 / training());
    return training() * (1 / c - 1);
  }

  double risk(double lambda) {
    double c = shrinkage(lambda);
    return 1 + c * c / training() + (1 - c) * (1 - c) * signal;
  }

  private double shrinkage(double lambda) {
    return training() / (training() + lambda);
  }

  /** Draws a data set and cross-validates each λ on it: held-out loss by λ and fold. */
  double[][] losses(RandomStream random, double... lambdas) {
    double[][] losses = new double[lambdas.length][folds];
    double mean = Math.sqrt(signal);
    for (int d = 0; d < dimensions; d++) {
      double[] sums = new double[folds];
      double[] squares = new double[folds];
      for (int i = 0; i < folds * perFold; i++) {
        double x = mean + random.nextGaussian();
        sums[i / perFold] += x;
        squares[i / perFold] += x * x;
      }
      double total = Arrays.stream(sums).sum();
      for (int l = 0; l < lambdas.length; l++) {
        for (int fold = 0; fold < folds; fold++) {
          double estimate = shrinkage(lambdas[l]) * (total - sums[fold]) / training();
          double loss = squares[fold] - 2 * estimate * sums[fold] + perFold * estimate * estimate;
          losses[l][fold] += loss / perFold / dimensions;
        }
      }
    }
    return losses;
  }
}
