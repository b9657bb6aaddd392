package org.isotopelm.math;

/**
 * What is computed between matrix products. An instance serves one thread.
 *
 * <p>Both implementations give the same bits on every machine: elementwise work is the same
 * sequence of correctly rounded operations, and a sum along a row is kept in {@value #PARTIALS}
 * partial sums, element i in partial i mod {@value #PARTIALS}, which are then added by halves.
 *
 * <p>Where an array is followed by {@code At}, the operand starts there; others start at 0.
 */
public sealed interface Kernels permits ScalarKernels, TimedKernels, VectorKernels {
  /** Partial sums of a row. */
  int PARTIALS = 16;

  /** sum ← a + b, n elements; sum may be a or b. */
  void add(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int n);

  /** The largest of n ≥ 1 elements, NaN if there is one. */
  float max(float[] x, int at, int n);

  /** x ← exp(x − shift), n elements with x − shift ≤ 0; below −87 the result stays at exp(−87). */
  float exponentials(float[] x, int at, int n, float shift);

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
   * @param centred layer normalisation (Ba et al. 2016); if not, the mean is taken for 0, which is
   *     that by the root mean square (Zhang, Sennrich 2019)
   * @param x [rows, columns]
   * @param y [rows, columns]
   * @param means [rows] kept for the gradient
   * @param scales [rows] kept for the gradient: 1/√(variance + ε)
   */
  void norm(
      boolean centred,
      float[] x,
      int rows,
      int columns,
      float[] gain,
      int gainAt,
      float[] bias,
      int biasAt,
      float[] y,
      float[] means,
      float[] scales);

  /**
   * The gradient of {@link #norm}; that of the bias is {@link #columnSums}.
   *
   * @param dy [rows, columns]
   * @param dx [rows, columns] receives += ∂/∂x
   * @param dGain [columns] receives += ∂/∂gain
   */
  void normGradient(
      boolean centred,
      float[] dy,
      float[] x,
      float[] means,
      float[] scales,
      int rows,
      int columns,
      float[] gain,
      int gainAt,
      float[] dx,
      float[] dGain,
      int dGainAt);

  /** d ← p ⊙ (d − Σ p⊙d), n elements: from the gradient at a softmax' output p to its input's. */
  void softmaxGradient(float[] p, int pAt, float[] d, int dAt, int n);

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

  /** x ← softmax(x), n elements. */
  default void softmax(float[] x, int at, int n) {
    float sum = exponentials(x, at, n, max(x, at, n));
    scale(x, at, n, 1 / sum);
  }

  /**
   * Turns logits into the gradient of the target's nll, scale·(softmax − one-hot).
   *
   * @return the nll in nats
   */
  default double crossEntropy(float[] logits, int at, int n, int target, float scale) {
    float logit = logits[at + target];
    float max = max(logits, at, n);
    float sum = exponentials(logits, at, n, max);
    scale(logits, at, n, scale / sum);
    logits[at + target] -= scale;
    return StrictMath.log(sum) + max - logit;
  }

  /** The target's nll in nats. The logits are lost. */
  default double negativeLogLikelihood(float[] logits, int at, int n, int target) {
    float logit = logits[at + target];
    float max = max(logits, at, n);
    return StrictMath.log(exponentials(logits, at, n, max)) + max - logit;
  }

  /** sums [columns] ← sums + Σ over the rows of x [rows, columns], in order. */
  default void columnSums(float[] x, int rows, int columns, float[] sums, int sumsAt) {
    for (int row = 0; row < rows; row++) {
      add(sums, sumsAt, x, row * columns, sums, sumsAt, columns);
    }
  }
}
