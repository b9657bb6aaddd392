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
   * C ← A·B + β·C, as BLAS' {@code sgemm} (Dongarra et al. 1990). C is only read if β ≠ 0.
   *
   * @param a [m, k], transposed or not
   * @param b [k, n], transposed or not; where it was bound to {@link Weights}, an implementation
   *     may keep a copy in a better order until they change
   * @param c [m, n]
   * @throws IllegalArgumentException where shapes do not fit
   */
  void multiply(Matrix a, Matrix b, float beta, Matrix c);

  /** Makes B ready for several products. */
  default void pack(Matrix b, PackedMatrix result) {
    result.source.bind(b);
  }

  /** C ← A·B + β·C, where B was packed by products like these. */
  default void multiply(Matrix a, PackedMatrix b, float beta, Matrix c) {
    multiply(a, b.source, beta, c);
  }

  /** Products for another thread, which share the copies of weights with these. */
  Products mate();
}
