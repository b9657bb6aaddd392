package org.isotopelm.study.search;

import java.util.Arrays;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * How well a {@link Kernel} explains values: the marginal likelihood of a Gaussian process
 * (Rasmussen and Williams 2006, equations 5.8 and 5.9) times a prior. Its variables are the
 * logarithms of the lengths, of the signal's variance and of the noise's factor.
 *
 * @param x points, n × d
 * @param y values, standardised
 * @param noise variance of each value
 */
record MarginalLikelihood(double[][] x, double[] y, double[] noise) implements Bfgs.Smooth {

  /** A log-normal prior: the median and the standard deviation of the logarithm. */
  private record Prior(double median, double deviation) {
    double penalty(double log) {
      double z = (log - StrictMath.log(median)) / deviation;
      return 0.5 * z * z;
    }

    double slope(double log) {
      return (log - StrictMath.log(median)) / (deviation * deviation);
    }
  }

  private static final Prior SIGNAL = new Prior(1, 1);
  private static final Prior NOISE = new Prior(0.3, 1);
  private static final double[] STARTS = {1, 0.3, 3};

  /** The kernel of the highest posterior density, from several starts. */
  static Kernel best(double[][] x, double[] y, double[] noise) {
    MarginalLikelihood likelihood = new MarginalLikelihood(x, y, noise);
    int d = x[0].length;
    Bfgs.Minimum best = null;
    for (double factor : STARTS) {
      double[] start = new double[d + 2];
      Arrays.fill(start, 0, d, StrictMath.log(factor * likelihood.length().median()));
      Bfgs.Minimum found = Bfgs.minimise(likelihood, start);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    return kernel(best == null ? new ArrayRealVector(d + 2) : best.x());
  }

  /** In more dimensions points lie farther apart (Hvarfner, Hellsten and Nardi 2024). */
  private Prior length() {
    return new Prior(0.3 * StrictMath.sqrt(x[0].length), 1);
  }

  static Kernel kernel(RealVector logs) {
    int d = logs.getDimension() - 2;
    double[] lengths = new double[d];
    Arrays.setAll(lengths, i -> StrictMath.exp(logs.getEntry(i)));
    return new Kernel(
        lengths, StrictMath.exp(logs.getEntry(d)), StrictMath.exp(logs.getEntry(d + 1)));
  }

  /** The negative logarithm of likelihood times prior, up to a constant. */
  @Override
  public Bfgs.Value at(RealVector logs) {
    Kernel kernel = kernel(logs);
    CholeskyDecomposition decomposition;
    try {
      decomposition = GaussianProcess.decompose(kernel.matrix(x, noise));
    } catch (MathIllegalArgumentException _) {
      return new Bfgs.Value(Double.POSITIVE_INFINITY, logs);
    }
    RealMatrix inverse = decomposition.getSolver().getInverse();
    RealVector weights = inverse.operate(MatrixUtils.createRealVector(y));
    double value = 0.5 * weights.dotProduct(MatrixUtils.createRealVector(y));
    for (int i = 0; i < y.length; i++) {
      value += StrictMath.log(decomposition.getL().getEntry(i, i));
    }
    RealVector gradient = gradient(kernel, inverse, weights);
    for (int i = 0; i < logs.getDimension(); i++) {
      value += prior(i).penalty(logs.getEntry(i));
      gradient.addToEntry(i, prior(i).slope(logs.getEntry(i)));
    }
    return new Bfgs.Value(value, gradient);
  }

  private Prior prior(int i) {
    int d = x[0].length;
    return i < d ? length() : i == d ? SIGNAL : NOISE;
  }

  /** ½ tr((K⁻¹ − ααᵀ)·∂K/∂θ). */
  private RealVector gradient(Kernel kernel, RealMatrix inverse, RealVector weights) {
    int d = x[0].length;
    double[] gradient = new double[d + 2];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double outer = weights.getEntry(i) * weights.getEntry(j);
        double pull = 0.5 * (inverse.getEntry(i, j) - outer);
        for (int k = 0; k < d; k++) {
          gradient[k] += pull * kernel.slope(x[i], x[j], k);
        }
        gradient[d] += pull * kernel.matern(x[i], x[j]);
      }
      double own = weights.getEntry(i) * weights.getEntry(i);
      gradient[d + 1] += 0.5 * (inverse.getEntry(i, i) - own) * kernel.noise() * noise[i];
    }
    return new ArrayRealVector(gradient, false);
  }
}
