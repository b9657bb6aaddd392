package org.isotopelm.math;

/**
 * The definition, written out: the oracle of the others, to the bit that of {@link JavaProducts},
 * and what runs where there are no vectors.
 */
public final class PlainProducts implements Products {
  @Override
  public Products mate() {
    return this;
  }

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
    int aRow = transposeA ? 1 : aStride;
    int aColumn = transposeA ? aStride : 1;
    int bRow = transposeB ? 1 : bStride;
    int bColumn = transposeB ? bStride : 1;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = cAt + i * cStride + j;
        float sum = beta == 0 ? 0 : beta * c[at];
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[aAt + i * aRow + p * aColumn], b[bAt + p * bRow + j * bColumn], sum);
        }
        c[at] = sum;
      }
    }
  }
}
