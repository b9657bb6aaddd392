package org.isotopelm.math;

/** The definition, written out: the oracle of the others, and what runs where there is no BLAS. */
public final class PlainProducts implements Products {
  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
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
    int aRow = transposeA ? 1 : aStride;
    int aColumn = transposeA ? aStride : 1;
    int bRow = transposeB ? 1 : bStride;
    int bColumn = transposeB ? bStride : 1;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a[aAt + i * aRow + p * aColumn] * b[bAt + p * bRow + j * bColumn];
        }
        int at = cAt + i * cStride + j;
        c[at] = beta == 0 ? alpha * sum : alpha * sum + beta * c[at];
      }
    }
  }
}
