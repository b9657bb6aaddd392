package org.isotopelm.study.search;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * The covariance of a {@link GaussianProcess} over the unit cube. To Matérn's of smoothness 5/2
 * with a length for each dimension (automatic relevance; Rasmussen and Williams 2006, equations
 * 4.17 and 5.1) it adds an unknown mean (section 2.7): a constant, and in each dimension a line and
 * a parabola, both in units of its length, so that a dimension without effect has no trend. A
 * parabola is the expected shape of a curve over λ, and finds its minimum with fewer points.
 *
 * @param lengths ℓ_i of each dimension
 * @param signal variance of the Matérn part
 * @param noise factor of the noise variance that is given with the values
 */
record Kernel(double[] lengths, double signal, double noise) {
  /** Added to the diagonal, so that rounding leaves it positive. */
  static final double JITTER = 1e-8;

  /** Prior variances of the mean's coefficients, where that of the values is 1. */
  private static final double CONSTANT = 1;

  private static final double LINE = 0.4;
  private static final double PARABOLA = 1.3;

  private static final double MIDDLE = 0.5;

  /** Mean of (x − ½)² over the unit interval. */
  private static final double SQUARE = 1 / 12.0;

  private static final double ROOT_FIVE = StrictMath.sqrt(5);

  double covariance(double[] a, double[] b) {
    double sum = CONSTANT + matern(a, b);
    for (int i = 0; i < lengths.length; i++) {
      sum += line(a, b, i) + parabola(a, b, i);
    }
    return sum;
  }

  double matern(double[] a, double[] b) {
    double root = scaledDistance(a, b);
    return signal * (1 + root + root * root / 3) * StrictMath.exp(-root);
  }

  /** ∂k/∂ln ℓ_i. */
  double slope(double[] a, double[] b, int i) {
    double root = scaledDistance(a, b);
    double scaled = (a[i] - b[i]) / lengths[i];
    double matern = signal * 5 / 3 * (1 + root) * StrictMath.exp(-root) * scaled * scaled;
    return matern - 2 * line(a, b, i) - 4 * parabola(a, b, i);
  }

  private double line(double[] a, double[] b, int i) {
    double squaredLength = lengths[i] * lengths[i];
    return LINE * (a[i] - MIDDLE) * (b[i] - MIDDLE) / squaredLength;
  }

  private double parabola(double[] a, double[] b, int i) {
    double squaredLength = lengths[i] * lengths[i];
    return PARABOLA * bend(a[i]) * bend(b[i]) / (squaredLength * squaredLength);
  }

  private static double bend(double x) {
    return (x - MIDDLE) * (x - MIDDLE) - SQUARE;
  }

  /** √5·r. */
  private double scaledDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      double scaled = (a[i] - b[i]) / lengths[i];
      sum += scaled * scaled;
    }
    return ROOT_FIVE * StrictMath.sqrt(sum);
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
