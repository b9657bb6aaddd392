package org.isotopelm.math.product;

import org.isotopelm.math.kernel.Stopwatch;
import org.isotopelm.math.kernel.Stopwatch.Phase;

/** Products that are watched. */
public record TimedProducts(Products products, Stopwatch watch) implements Products {
  @Override
  public void multiply(
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
      int cStride) {
    long since = System.nanoTime();
    products.multiply(
        transposeA, transposeB, m, n, k, a, aAt, aStride, b, bAt, bStride, beta, c, cAt, cStride);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public void multiplyByWeights(
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
    long since = System.nanoTime();
    products.multiplyByWeights(
        transposeB, m, n, k, a, aAt, aStride, b, bAt, bStride, beta, c, cAt, cStride);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public void pack(
      boolean transposeB, int n, int k, float[] b, int bAt, int bStride, PackedMatrix result) {
    long since = System.nanoTime();
    products.pack(transposeB, n, k, b, bAt, bStride, result);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public void multiply(
      int m,
      float[] a,
      int aAt,
      int aStride,
      PackedMatrix b,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    long since = System.nanoTime();
    products.multiply(m, a, aAt, aStride, b, beta, c, cAt, cStride);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public Products mate() {
    return new TimedProducts(products.mate(), watch);
  }

  @Override
  public void weightsChanged() {
    products.weightsChanged();
  }
}
