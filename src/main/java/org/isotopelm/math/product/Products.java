package org.isotopelm.math.product;

/**
 * Products of single-precision matrices that lie row by row in flat arrays. An instance serves one
 * thread.
 *
 * <p>What it leaves out: threads (the trainer shards batches instead), other layouts and other
 * element types.
 */
public sealed interface Products
    permits JavaProducts, OpenBlasProducts, PlainProducts, TimedProducts {
  /**
   * C ← op(A)·op(B) + β·C, where op transposes or not, as BLAS' {@code sgemm} (Dongarra et al.
   * 1990). C is only read if β ≠ 0. Row i of a matrix starts at {@code at + i * stride}.
   *
   * @param transposeA A is stored as [k, m] instead of [m, k]
   * @param transposeB B is stored as [n, k] instead of [k, n]
   * @param m rows of op(A) and C
   * @param n columns of op(B) and C
   * @param k columns of op(A), rows of op(B)
   */
  void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      float beta,
      float[] c,
      int cAt,
      int cStride);

  /**
   * C ← A·op(B) + β·C where B are weights, of which an implementation may keep a copy in a better
   * order until {@link #weightsChanged}.
   */
  default void multiplyByWeights(
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    multiply(false, transposeB, m, n, k, a, aAt, aStride, b, bAt, bStride, beta, c, cAt, cStride);
  }

  /** Makes op(B) [k, n] ready for several products. */
  default void pack(
      boolean transposeB, int n, int k, float[] b, int bAt, int bStride, PackedMatrix result) {
    result.refer(transposeB, n, k, b, bAt, bStride);
  }

  /** C [m, n] ← A·B + β·C, where B was packed by products like these. */
  default void multiply(
      int m,
      float[] a,
      int aAt,
      int aStride,
      PackedMatrix b,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    multiply(
        false,
        b.transposed,
        m,
        b.n,
        b.k,
        a,
        aAt,
        aStride,
        b.b,
        b.at,
        b.stride,
        beta,
        c,
        cAt,
        cStride);
  }

  /**
   * Weights that were given before may be others now. No mate may be multiplying; what this thread
   * does next must happen before they go on.
   */
  default void weightsChanged() {}

  /** Products for another thread, which share the copies of weights with these. */
  Products mate();
}
