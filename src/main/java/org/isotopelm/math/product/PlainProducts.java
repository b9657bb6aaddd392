package org.isotopelm.math.product;

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
  public void multiply(Matrix a, Matrix b, float beta, Matrix c) {
    c.requireProductOf(a, b);
    int k = a.width();
    for (int i = 0; i < c.rows; i++) {
      for (int j = 0; j < c.columns; j++) {
        int at = c.at + i * c.stride + j;
        float sum = beta == 0 ? 0 : beta * c.array[at];
        for (int p = 0; p < k; p++) {
          float left = a.array[a.at + i * a.rowStep() + p * a.columnStep()];
          float right = b.array[b.at + p * b.rowStep() + j * b.columnStep()];
          sum = Math.fma(left, right, sum);
        }
        c.array[at] = sum;
      }
    }
  }

  /**
   * C [rows, columns] ← A·B + β·C, the same bits by 16 sums at a time, without vectors: B as {@link
   * Tiles} reads it. Columns are done by fours, for which B and C have room.
   */
  static void tile(Tile tile) {
    int depth = tile.depth;
    int rows = tile.rows;
    int columns = tile.columns;
    float[] a = tile.a;
    int aAt = tile.aAt;
    int aRow = tile.aRow;
    int aColumn = tile.aColumn;
    float[] b = tile.b;
    int bAt = tile.bAt;
    float beta = tile.beta;
    float[] c = tile.c;
    int cAt = tile.cAt;
    int cStride = tile.cStride;
    int last = rows - 1; // takes the place of rows that are not there
    for (int i = 0; i < rows; i += 4) {
      int a0 = aAt + i * aRow;
      int a1 = aAt + Math.min(i + 1, last) * aRow;
      int a2 = aAt + Math.min(i + 2, last) * aRow;
      int a3 = aAt + Math.min(i + 3, last) * aRow;
      for (int j = 0; j < columns; j += 4) {
        int c0 = cAt + i * cStride + j;
        int c1 = cAt + Math.min(i + 1, last) * cStride + j;
        int c2 = cAt + Math.min(i + 2, last) * cStride + j;
        int c3 = cAt + Math.min(i + 3, last) * cStride + j;
        float w0 = beta == 0 ? 0 : beta * c[c0];
        float w1 = beta == 0 ? 0 : beta * c[c0 + 1];
        float w2 = beta == 0 ? 0 : beta * c[c0 + 2];
        float w3 = beta == 0 ? 0 : beta * c[c0 + 3];
        float x0 = beta == 0 ? 0 : beta * c[c1];
        float x1 = beta == 0 ? 0 : beta * c[c1 + 1];
        float x2 = beta == 0 ? 0 : beta * c[c1 + 2];
        float x3 = beta == 0 ? 0 : beta * c[c1 + 3];
        float y0 = beta == 0 ? 0 : beta * c[c2];
        float y1 = beta == 0 ? 0 : beta * c[c2 + 1];
        float y2 = beta == 0 ? 0 : beta * c[c2 + 2];
        float y3 = beta == 0 ? 0 : beta * c[c2 + 3];
        float z0 = beta == 0 ? 0 : beta * c[c3];
        float z1 = beta == 0 ? 0 : beta * c[c3 + 1];
        float z2 = beta == 0 ? 0 : beta * c[c3 + 2];
        float z3 = beta == 0 ? 0 : beta * c[c3 + 3];
        for (int p = 0; p < depth; p++) {
          int q = bAt + j + p * Tiles.COLUMNS;
          int column = p * aColumn;
          float b0 = b[q];
          float b1 = b[q + 1];
          float b2 = b[q + 2];
          float b3 = b[q + 3];
          float row = a[a0 + column];
          w0 = Math.fma(row, b0, w0);
          w1 = Math.fma(row, b1, w1);
          w2 = Math.fma(row, b2, w2);
          w3 = Math.fma(row, b3, w3);
          row = a[a1 + column];
          x0 = Math.fma(row, b0, x0);
          x1 = Math.fma(row, b1, x1);
          x2 = Math.fma(row, b2, x2);
          x3 = Math.fma(row, b3, x3);
          row = a[a2 + column];
          y0 = Math.fma(row, b0, y0);
          y1 = Math.fma(row, b1, y1);
          y2 = Math.fma(row, b2, y2);
          y3 = Math.fma(row, b3, y3);
          row = a[a3 + column];
          z0 = Math.fma(row, b0, z0);
          z1 = Math.fma(row, b1, z1);
          z2 = Math.fma(row, b2, z2);
          z3 = Math.fma(row, b3, z3);
        }
        c[c0] = w0;
        c[c0 + 1] = w1;
        c[c0 + 2] = w2;
        c[c0 + 3] = w3;
        c[c1] = x0;
        c[c1 + 1] = x1;
        c[c1 + 2] = x2;
        c[c1 + 3] = x3;
        c[c2] = y0;
        c[c2 + 1] = y1;
        c[c2 + 2] = y2;
        c[c2 + 3] = y3;
        c[c3] = z0;
        c[c3 + 1] = z1;
        c[c3 + 2] = z2;
        c[c3 + 3] = z3;
      }
    }
  }
}
