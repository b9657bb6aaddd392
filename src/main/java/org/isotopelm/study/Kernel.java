package org.isotopelm.study;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * The covariance of a {@link GaussianProcess}: Matérn's of smoothness 5/2 with a length for each
 * dimension (automatic relevance; Rasmussen and Williams 2006, equations 4.17 and 5.1), and a mean
 * that is an unknown constant of prior variance {@link #CONSTANT}.
 *
 * @param lengths ℓ_i of each dimension
 * @param signal variance of the Matérn part
 * @param noise factor of the noise variance that is given with the values
 */
record Kernel(double[] lengths, double signal, double noise) {
  /** Prior variance of the mean, where the values' is 1. */
  static final double CONSTANT = 1;

  /** Added to the diagonal, so that rounding leaves it positive. */
  static final double JITTER = 1e-8;

  private static final double ROOT_FIVE = StrictMath.sqrt(5);

  double covariance(double[] a, double[] b) {
    double root = ROOT_FIVE * StrictMath.sqrt(squaredDistance(a, b));
    return CONSTANT + signal * (1 + root + root * root / 3) * StrictMath.exp(-root);
  }

  /** −∂k/∂(r²)·2: what the derivative by ln ℓ_i has in common for all i, times (Δ_i/ℓ_i)². */
  double slope(double[] a, double[] b) {
    double root = ROOT_FIVE * StrictMath.sqrt(squaredDistance(a, b));
    return signal * 5 / 3 * (1 + root) * StrictMath.exp(-root);
  }

  /** Σ (Δ_i/ℓ_i)². */
  double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      double scaled = (a[i] - b[i]) / lengths[i];
      sum += scaled * scaled;
    }
    return sum;
  }

  /** The covariance of noisy values. */
  RealMatrix matrix(double[][] x, double[] variances) {
    double[][] matrix = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = covariance(x[i], x[j]);
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] += noise * variances[i] + JITTER;
    }
    return new Array2DRowRealMatrix(matrix, false);
  }
}
