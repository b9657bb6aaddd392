package org.isotopelm.train;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.isotopelm.param.Parameter;

/**
 * How many directions a matrix uses: the exponential of the entropy of its singular values, each as
 * a share of their sum (Roy and Vetterli 2007, "The effective rank: a measure of effective
 * dimensionality"). It is between 1 and the smaller of both dimensions.
 */
final class EffectiveRank {
  private EffectiveRank() {}

  /**
   * Of a matrix among the flat values. Singular values are the roots of the eigenvalues of the
   * smaller of A·Aᵀ and Aᵀ·A, in double.
   *
   * @return NaN where all its elements are 0, or one is not finite
   */
  static double of(Parameter matrix, float[] values) {
    double[][] products = products(matrix, values);
    if (!isFinite(products)) {
      return Double.NaN;
    }
    double[] singular =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(products)).getEigenvalues();
    double sum = 0;
    for (int i = 0; i < singular.length; i++) {
      singular[i] = Math.sqrt(Math.max(0, singular[i]));
      sum += singular[i];
    }
    double entropy = 0;
    for (double s : singular) {
      entropy -= s > 0 ? s / sum * Math.log(s / sum) : 0;
    }
    return sum > 0 ? Math.exp(entropy) : Double.NaN;
  }

  /** The inner products of all rows, or of all columns where these are fewer. */
  private static double[][] products(Parameter matrix, float[] values) {
    int rows = matrix.shape().get(0);
    int columns = matrix.shape().get(1);
    int size = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    int outer = rows <= columns ? columns : 1;
    int inner = rows <= columns ? 1 : columns;
    double[][] vectors = new double[size][length];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < length; k++) {
        vectors[i][k] = values[matrix.offset() + i * outer + k * inner];
      }
    }
    double[][] products = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = product(vectors[i], vectors[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /** The squared lengths on the diagonal have every element in them. */
  private static boolean isFinite(double[][] products) {
    double squares = 0;
    for (int i = 0; i < products.length; i++) {
      squares += products[i][i];
    }
    return Double.isFinite(squares);
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
