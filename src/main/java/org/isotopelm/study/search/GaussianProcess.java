package org.isotopelm.study.search;

import java.util.Arrays;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * A Gaussian process given noisy values (Rasmussen and Williams 2006, algorithm 2.1). Its
 * covariance is {@link Kernel}'s; the noise of each value is known up to a factor.
 *
 * @param kernel covariance of the values without noise
 * @param x points, n × d
 * @param weights K⁻¹y, with the noise in K
 * @param root L of K = L·Lᵀ
 */
public record GaussianProcess(Kernel kernel, double[][] x, double[] weights, double[][] root) {

  /**
   * A normal distribution.
   *
   * @param mean expected value
   * @param deviation its standard deviation
   */
  record Normal(double mean, double deviation) {}

  /**
   * The process given values.
   *
   * @param x points, n × d
   * @param y a value of each, about 0 and of about unit variance
   * @param noise variance of each value
   */
  static GaussianProcess of(Kernel kernel, double[][] x, double[] y, double[] noise) {
    CholeskyDecomposition decomposition = decompose(kernel.matrix(x, noise));
    return new GaussianProcess(
        kernel,
        x,
        decomposition.getSolver().solve(MatrixUtils.createRealVector(y)).toArray(),
        decomposition.getL().getData());
  }

  static CholeskyDecomposition decompose(RealMatrix covariance) {
    return new CholeskyDecomposition(covariance, 1e-9, 0);
  }

  /** The value without noise at a point. */
  Normal at(double[] point) {
    double[] covariance = new double[x.length];
    Arrays.setAll(covariance, i -> kernel.covariance(x[i], point));
    double mean = 0;
    double left = kernel.covariance(point, point);
    for (int i = 0; i < x.length; i++) {
      mean += weights[i] * covariance[i];
    }
    // L·v = k, row by row; v takes the place of k.
    for (int i = 0; i < x.length; i++) {
      double sum = covariance[i];
      for (int j = 0; j < i; j++) {
        sum -= root[i][j] * covariance[j];
      }
      covariance[i] = sum / root[i][i];
      left -= covariance[i] * covariance[i];
    }
    return new Normal(mean, StrictMath.sqrt(Math.max(left, Kernel.JITTER)));
  }

  /** Only the mean, which is much cheaper. */
  double meanAt(double[] point) {
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      mean += weights[i] * kernel.covariance(x[i], point);
    }
    return mean;
  }
}
