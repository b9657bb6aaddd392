package org.isotopelm.math.kernel;

/**
 * What is computed between matrix products. An instance serves one thread.
 *
 * <p>Both implementations give the same bits on every machine: elementwise work is the same
 * sequence of correctly rounded operations, and a sum along a row is kept in {@value #PARTIALS}
 * partial sums, element i in partial i mod {@value #PARTIALS}, which are then added by halves; a
 * sum of a column goes row by row.
 *
 * <p>Where an array is followed by {@code At}, the operand starts there; others start at 0.
 */
public sealed interface Kernels permits ScalarKernels, TimedKernels, VectorKernels {
  /** Partial sums of a row. */
  int PARTIALS = 16;

  /**
   * These kernels, or others of the same bits while their engine starts cold: to be asked now and
   * then by whoever goes on computing.
   */
  default Kernels ready() {
    return this;
  }

  /** sum ← a + b, n elements; sum may be a or b. */
  void add(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int n);

  /** x ← tanh(x), derivative ← 1 − tanh²(x); n elements. */
  void tanh(float[] x, float[] derivative, int n);

  /** x ← tanh(x), n elements. */
  void tanh(float[] x, int at, int n);

  /** x ← 1/(1 + e^−x), n elements. */
  void logistic(float[] x, int at, int n);

  /** x ← max(x, 0) and its derivative, 0 at 0; n elements. */
  void relu(float[] x, float[] derivative, int n);

  /** x ← GELU(x), GPT-2's tanh form (Hendrycks, Gimpel 2016), and its derivative; n elements. */
  void gelu(float[] x, float[] derivative, int n);

  /**
   * SwiGLU (Shazeer 2020) of each row: y ← SiLU(gate) ⊙ up, SiLU(z) = z/(1 + e^−z).
   *
   * @param gateUp [rows, 2·columns]: gate, then up
   * @param y [rows, columns]
   */
  void swiglu(float[] gateUp, int rows, int columns, float[] y);

  /**
   * The gradient of {@link #swiglu}.
   *
   * @param dy [rows, columns]
   * @param dGateUp [rows, 2·columns] receives ∂/∂gateUp
   */
  void swigluGradient(float[] gateUp, float[] dy, int rows, int columns, float[] dGateUp);

  /**
   * Normalisation of each row: y ← gain ⊙ (x − mean)/√(variance + ε) + bias.
   *
   * @param values in which gain and bias lie
   * @param x [rows, columns]
   * @param y [rows, columns]
   * @param statistics [rows] kept for the gradient
   */
  void norm(
      Normalization by,
      float[] values,
      float[] x,
      int rows,
      float[] y,
      Normalization.Statistics statistics);

  /**
   * The gradient of {@link #norm}; that of the bias is {@link #columnSums}.
   *
   * @param dy [rows, columns]
   * @param dx [rows, columns] receives += ∂/∂x
   * @param gradients receives += ∂/∂gain where the gain lies among the values
   */
  void normGradient(
      Normalization by,
      float[] values,
      float[] dy,
      float[] x,
      int rows,
      Normalization.Statistics statistics,
      float[] dx,
      float[] gradients);

  /**
   * The largest element of each column, NaN if there is one.
   *
   * @param x [rows, columns], row i from {@code at + i * stride}; there is a row
   * @param max [columns] receives them
   */
  void columnMaxima(float[] x, int at, int stride, int rows, int columns, float[] max, int maxAt);

  /**
   * x ← exp(x − shift of the column), where x ≤ shift; below −87 the result stays at exp(−87).
   *
   * @param x [rows, columns], row i from {@code at + i * stride}
   * @param shift [columns]
   * @param sums [columns] receives Σ exp(x − shift) over the rows, in order
   */
  void columnExponentials(
      float[] x,
      int at,
      int stride,
      int rows,
      int columns,
      float[] shift,
      int shiftAt,
      float[] sums,
      int sumsAt);

  /**
   * x ← x ⊙ factor of the column.
   *
   * @param x [rows, columns], row i from {@code at + i * stride}
   * @param factor [columns]
   */
  void scaleColumns(
      float[] x, int at, int stride, int rows, int columns, float[] factor, int factorAt);

  /**
   * The sum of each row.
   *
   * @param x [rows, columns], row i from {@code at + i * stride}
   * @param sums [rows] receives them
   */
  void rowSums(float[] x, int at, int stride, int rows, int columns, float[] sums);

  /**
   * The gradient of p = softmax(factor·x) of each column: d ← factor·p ⊙ (d − Σ p⊙d), the sum being
   * the column's. Both matrices lie with one row behind the other.
   *
   * @param p [rows, columns] the output
   * @param d [rows, columns] the gradient there, turned into that of the input
   * @param dots [columns] room
   */
  void columnSoftmaxGradient(
      float[] p, int pAt, float[] d, int dAt, int rows, int columns, float factor, float[] dots);

  /**
   * A step of Adam with weight decay, elements [from, to), θ being the values:
   *
   * <pre>
   *   g ← clip·g + gradientDecay·θ
   *   m ← b1·m + a1·g
   *   v ← b2·v + a2·g²
   *   θ ← θ − (weightDecay·θ + eta·m/(√v·correction + epsilon))
   * </pre>
   *
   * It keeps nothing in the instance, so one serves several threads.
   */
  void adamW(
      float[] values,
      float[] gradients,
      float[] m,
      float[] v,
      int from,
      int to,
      AdamStep adam,
      UpdateStep update);

  /** x ← x ⊙ factor, n elements; the compiler makes vectors of it by itself. */
  default void multiply(float[] x, float[] factor, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= factor[i];
    }
  }

  /** x ← factor·x, n elements; likewise. */
  default void scale(float[] x, int at, int n, float factor) {
    for (int i = at; i < at + n; i++) {
      x[i] *= factor;
    }
  }

  /**
   * The first half of a softmax of each column: x ← exp(factor·x − the column's largest factor·x),
   * and what {@link #divideColumns} makes a softmax of it by.
   *
   * @param x [rows, columns], one row behind the other
   * @param maxima [columns] room
   * @param sums [columns] receives Σ exp
   */
  default void softmaxNumerators(
      float[] x, int at, int rows, int columns, float factor, float[] maxima, float[] sums) {
    scale(x, at, rows * columns, factor);
    columnMaxima(x, at, columns, rows, columns, maxima, 0);
    columnExponentials(x, at, columns, rows, columns, maxima, 0, sums, 0);
  }

  /**
   * x ← x/divisor of the column, by its reciprocal.
   *
   * @param x [rows, columns], one row behind the other
   * @param divisors [columns] turned into their reciprocals
   */
  default void divideColumns(float[] x, int at, int rows, int columns, float[] divisors) {
    for (int i = 0; i < columns; i++) {
      divisors[i] = 1 / divisors[i];
    }
    scaleColumns(x, at, columns, rows, columns, divisors, 0);
  }

  /** sums [columns] ← sums + Σ over the rows of x [rows, columns], in order. */
  default void columnSums(float[] x, int rows, int columns, float[] sums, int sumsAt) {
    for (int row = 0; row < rows; row++) {
      add(sums, sumsAt, x, row * columns, sums, sumsAt, columns);
    }
  }
}
