package org.isotopelm.study;

import java.util.Arrays;
import org.isotopelm.math.random.RandomStream;

/**
 * Linear regression with weight decay, cross-validated for real on data drawn anew: y = Σ xⱼ/5 + z
 * with 30 normal features and 60 examples, trained on all folds but one and scored by the squared
 * error on that one, as folds of text are. With so many features for so few examples trainings on
 * overlapping data err alike, which is what the corrected test is there for.
 */
public final class Ridge {
  private static final int EXAMPLES = 60;
  private static final int FEATURES = 30;
  private static final double WEIGHT = 0.2;

  /** The λ of the lowest mean risk, noise over signal: 1/0.2² (Hoerl and Kennard 1970). */
  public static final double BEST = 25;

  private Ridge() {}

  /** Held-out loss by λ and fold. */
  public static double[][] losses(RandomStream random, int folds, double... lambdas) {
    double[][] x = new double[EXAMPLES][FEATURES];
    double[] y = new double[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      Arrays.setAll(x[i], _ -> random.nextGaussian());
      y[i] = WEIGHT * Arrays.stream(x[i]).sum() + random.nextGaussian();
    }
    double[][] losses = new double[lambdas.length][folds];
    int size = EXAMPLES / folds;
    for (int fold = 0; fold < folds; fold++) {
      int from = fold * size;
      double[][] squares = new double[FEATURES][FEATURES];
      double[] target = new double[FEATURES];
      for (int i = 0; i < EXAMPLES; i++) {
        if (i < from || i >= from + size) {
          add(x[i], y[i], squares, target);
        }
      }
      for (int l = 0; l < lambdas.length; l++) {
        double[] weights = solve(squares, target, lambdas[l]);
        for (int i = from; i < from + size; i++) {
          double error = y[i] - dot(x[i], weights, FEATURES);
          losses[l][fold] += error * error / size;
        }
      }
    }
    return losses;
  }

  private static void add(double[] x, double y, double[][] squares, double[] target) {
    for (int a = 0; a < FEATURES; a++) {
      target[a] += x[a] * y;
      for (int b = 0; b <= a; b++) {
        squares[a][b] += x[a] * x[b];
      }
    }
  }

  /** (squares + λ)⁻¹·target, by Cholesky's factors. */
  private static double[] solve(double[][] squares, double[] target, double lambda) {
    double[][] l = new double[FEATURES][FEATURES];
    double[] w = new double[FEATURES];
    for (int a = 0; a < FEATURES; a++) {
      for (int b = 0; b < a; b++) {
        l[a][b] = (squares[a][b] - dot(l[a], l[b], b)) / l[b][b];
      }
      l[a][a] = Math.sqrt(squares[a][a] + lambda - dot(l[a], l[a], a));
      w[a] = (target[a] - dot(l[a], w, a)) / l[a][a];
    }
    for (int a = FEATURES - 1; a >= 0; a--) {
      w[a] /= l[a][a];
      for (int b = 0; b < a; b++) {
        w[b] -= l[a][b] * w[a];
      }
    }
    return w;
  }

  private static double dot(double[] a, double[] b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
