package org.isotopelm.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products on the Vector API, as fast as a BLAS and with the same bits on every machine: each
 * element of C is summed by fused multiply-adds in the order of k, whatever the width of vectors,
 * the size of tiles and the compiler. The sum begins with C where α is 1, so that C is read while
 * there is time; else it is made by blocks of {@value Products#DEPTH}, which are added to C in
 * turn.
 *
 * <p>C is computed in tiles that stay in registers, as in Goto and van de Geijn 2008, "Anatomy of
 * high-performance matrix multiplication": each element of a column of A is broadcast and
 * multiplied with a sliver of B, two vectors wide. B's slivers are copied so that they lie in one
 * piece, a block at a time; A is read in place, transposed or not.
 */
public final class JavaProducts implements Products {
  /** Rows of a transposed B that are copied together. */
  private static final int PIECE = 64;

  /** Rows of C that are computed against a sliver of B while it is in the first cache. */
  private static final int HEIGHT = 128;

  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Kernels.PARTIALS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a tile: two vectors. */
  private static final int COLUMNS = 2 * LANES;

  /**
   * Rows of a tile: with two vectors of B and one of A, 19 or 15 registers. There are 32 of 512
   * bits and on some machines only 16 of fewer, and a tile that needs them all spills.
   */
  private static final int ROWS = LANES == 16 ? 8 : 6;

  private float[] packed = new float[0]; // slivers [⌈n/COLUMNS⌉, depth, COLUMNS]
  private final PackedWeights weights = new PackedWeights();
  private final float[] corner = new float[ROWS * COLUMNS]; // a tile that reaches over C's edges

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
    reserve(n);
    if (k == 0) {
      scale(m, n, beta, c, cAt, cStride);
    }
    int aRow = transposeA ? 1 : aStride;
    int aColumn = transposeA ? aStride : 1;
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      pack(transposeB, n, from, depth, b, bAt, bStride, packed, 0);
      int block = aAt + from * aColumn;
      float before = from == 0 ? beta : 1;
      panels(m, n, depth, alpha, a, block, aRow, aColumn, packed, 0, before, c, cAt, cStride);
    }
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
    float[] slivers = weights.packed(transposeB, n, k, b, bAt, bStride);
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      float before = from == 0 ? beta : 1;
      int at = from * width(n);
      panels(m, n, depth, 1, a, aAt + from, aStride, 1, slivers, at, before, c, cAt, cStride);
    }
  }

  @Override
  public void weightsChanged() {
    weights.forget();
  }

  /** C ← α·A·slivers + β·C, by as many rows at a time as stay in the second cache. */
  private void panels(
      int m,
      int n,
      int depth,
      float alpha,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] slivers,
      int at,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    for (int top = 0; top < m; top += HEIGHT) {
      int height = Math.min(HEIGHT, m - top);
      int from = aAt + top * aRow;
      int to = cAt + top * cStride;
      panel(height, n, depth, alpha, a, from, aRow, aColumn, slivers, at, beta, c, to, cStride);
    }
  }

  private static void scale(int m, int n, float beta, float[] c, int cAt, int cStride) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = cAt + i * cStride + j;
        c[at] = beta == 0 ? 0 : beta * c[at];
      }
    }
  }

  /** n, rounded up to whole slivers. */
  static int width(int n) {
    return Math.ceilDiv(n, COLUMNS) * COLUMNS;
  }

  /** Copies rows {@code from} to {@code from + depth} of B [k, n] as slivers. */
  static void pack(
      boolean transposeB,
      int n,
      int from,
      int depth,
      float[] b,
      int bAt,
      int bStride,
      float[] slivers,
      int at) {
    if (transposeB) {
      packTransposed(n, depth, b, bAt + from, bStride, slivers, at);
    } else {
      pack(n, depth, b, bAt + from * bStride, bStride, slivers, at);
    }
  }

  /** Packs B [depth, n]; columns that a last sliver has too many are 0. */
  private static void pack(
      int n, int depth, float[] b, int bAt, int bStride, float[] slivers, int at) {
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int p = 0; p < depth; p++) {
        int to = at + j * depth + p * COLUMNS;
        System.arraycopy(b, bAt + p * bStride + j, slivers, to, width);
        for (int i = to + width; i < to + COLUMNS; i++) {
          slivers[i] = 0;
        }
      }
    }
  }

  /** Packs B that is stored as [n, depth], in pieces of which source and target stay in cache. */
  private static void packTransposed(
      int n, int depth, float[] b, int bAt, int bStride, float[] slivers, int at) {
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      int sliver = at + j * depth;
      if (width < COLUMNS) {
        Arrays.fill(slivers, sliver, sliver + COLUMNS * depth, 0);
      }
      for (int from = 0; from < depth; from += PIECE) {
        int to = Math.min(from + PIECE, depth);
        for (int i = 0; i < width; i++) {
          int row = bAt + (j + i) * bStride;
          int column = sliver + i;
          for (int p = from; p < to; p++) {
            slivers[column + p * COLUMNS] = b[row + p];
          }
        }
      }
    }
  }

  private void reserve(int n) {
    int size = width(n) * DEPTH;
    if (packed.length < size) {
      packed = new float[size];
    }
  }

  /** C [m, n] ← α·A·slivers + β·C of so few rows. */
  private void panel(
      int m,
      int n,
      int depth,
      float alpha,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] slivers,
      int at,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      int sliver = at + j * depth;
      for (int i = 0; i < m; i += ROWS) {
        int rows = Math.min(ROWS, m - i);
        int from = aAt + i * aRow;
        int to = cAt + i * cStride + j;
        if (rows == ROWS && columns == COLUMNS) {
          tile(depth, rows, alpha, a, from, aRow, aColumn, slivers, sliver, beta, c, to, cStride);
        } else {
          if (beta != 0) {
            copy(rows, columns, c, to, cStride, corner, 0, COLUMNS);
          }
          tile(
              depth, rows, alpha, a, from, aRow, aColumn, slivers, sliver, beta, corner, 0,
              COLUMNS);
          copy(rows, columns, corner, 0, COLUMNS, c, to, cStride);
        }
      }
    }
  }

  private static void tile(
      int depth,
      int rows,
      float alpha,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] slivers,
      int sliver,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    if (ROWS == 8) {
      tile8(depth, rows - 1, alpha, a, aAt, aRow, aColumn, slivers, sliver, beta, c, cAt, cStride);
    } else {
      tile6(depth, rows - 1, alpha, a, aAt, aRow, aColumn, slivers, sliver, beta, c, cAt, cStride);
    }
  }

  private static void copy(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, at + i * stride, to, toAt + i * toStride, columns);
    }
  }

  /**
   * C [8, COLUMNS] ← α·A·B + β·C. Row i of A is row min(i, last); a row that is there twice is not
   * used. Each row has an offset of its own: the compiler keeps constant distances between rows in
   * registers that the sums need.
   */
  private static void tile8(
      int depth,
      int last,
      float alpha,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    int a0 = aAt;
    int a1 = aAt + Math.min(1, last) * aRow;
    int a2 = aAt + Math.min(2, last) * aRow;
    int a3 = aAt + Math.min(3, last) * aRow;
    int a4 = aAt + Math.min(4, last) * aRow;
    int a5 = aAt + Math.min(5, last) * aRow;
    int a6 = aAt + Math.min(6, last) * aRow;
    int a7 = aAt + Math.min(7, last) * aRow;
    int c0 = cAt;
    int c1 = c0 + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    int c5 = c4 + cStride;
    int c6 = c5 + cStride;
    int c7 = c6 + cStride;
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector r4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector r5 = FloatVector.zero(SPECIES);
    FloatVector l6 = FloatVector.zero(SPECIES);
    FloatVector r6 = FloatVector.zero(SPECIES);
    FloatVector l7 = FloatVector.zero(SPECIES);
    FloatVector r7 = FloatVector.zero(SPECIES);
    boolean adds = alpha == 1 && beta != 0;
    if (adds) {
      l0 = FloatVector.fromArray(SPECIES, c, c0).mul(beta);
      r0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).mul(beta);
      l1 = FloatVector.fromArray(SPECIES, c, c1).mul(beta);
      r1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).mul(beta);
      l2 = FloatVector.fromArray(SPECIES, c, c2).mul(beta);
      r2 = FloatVector.fromArray(SPECIES, c, c2 + LANES).mul(beta);
      l3 = FloatVector.fromArray(SPECIES, c, c3).mul(beta);
      r3 = FloatVector.fromArray(SPECIES, c, c3 + LANES).mul(beta);
      l4 = FloatVector.fromArray(SPECIES, c, c4).mul(beta);
      r4 = FloatVector.fromArray(SPECIES, c, c4 + LANES).mul(beta);
      l5 = FloatVector.fromArray(SPECIES, c, c5).mul(beta);
      r5 = FloatVector.fromArray(SPECIES, c, c5 + LANES).mul(beta);
      l6 = FloatVector.fromArray(SPECIES, c, c6).mul(beta);
      r6 = FloatVector.fromArray(SPECIES, c, c6 + LANES).mul(beta);
      l7 = FloatVector.fromArray(SPECIES, c, c7).mul(beta);
      r7 = FloatVector.fromArray(SPECIES, c, c7 + LANES).mul(beta);
    }
    int b0 = bAt;
    for (int p = 0, q = 0; p < depth; p++, q += aColumn) {
      FloatVector l = FloatVector.fromArray(SPECIES, b, b0);
      FloatVector r = FloatVector.fromArray(SPECIES, b, b0 + LANES);
      b0 += COLUMNS;
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + q]);
      l0 = x.fma(l, l0);
      r0 = x.fma(r, r0);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      l1 = x.fma(l, l1);
      r1 = x.fma(r, r1);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      l2 = x.fma(l, l2);
      r2 = x.fma(r, r2);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      l3 = x.fma(l, l3);
      r3 = x.fma(r, r3);
      x = FloatVector.broadcast(SPECIES, a[a4 + q]);
      l4 = x.fma(l, l4);
      r4 = x.fma(r, r4);
      x = FloatVector.broadcast(SPECIES, a[a5 + q]);
      l5 = x.fma(l, l5);
      r5 = x.fma(r, r5);
      x = FloatVector.broadcast(SPECIES, a[a6 + q]);
      l6 = x.fma(l, l6);
      r6 = x.fma(r, r6);
      x = FloatVector.broadcast(SPECIES, a[a7 + q]);
      l7 = x.fma(l, l7);
      r7 = x.fma(r, r7);
    }
    if (alpha != 1) {
      l0 = l0.mul(alpha);
      r0 = r0.mul(alpha);
      l1 = l1.mul(alpha);
      r1 = r1.mul(alpha);
      l2 = l2.mul(alpha);
      r2 = r2.mul(alpha);
      l3 = l3.mul(alpha);
      r3 = r3.mul(alpha);
      l4 = l4.mul(alpha);
      r4 = r4.mul(alpha);
      l5 = l5.mul(alpha);
      r5 = r5.mul(alpha);
      l6 = l6.mul(alpha);
      r6 = r6.mul(alpha);
      l7 = l7.mul(alpha);
      r7 = r7.mul(alpha);
    }
    if (beta != 0 && !adds) {
      l0 = l0.add(FloatVector.fromArray(SPECIES, c, c0).mul(beta));
      r0 = r0.add(FloatVector.fromArray(SPECIES, c, c0 + LANES).mul(beta));
      l1 = l1.add(FloatVector.fromArray(SPECIES, c, c1).mul(beta));
      r1 = r1.add(FloatVector.fromArray(SPECIES, c, c1 + LANES).mul(beta));
      l2 = l2.add(FloatVector.fromArray(SPECIES, c, c2).mul(beta));
      r2 = r2.add(FloatVector.fromArray(SPECIES, c, c2 + LANES).mul(beta));
      l3 = l3.add(FloatVector.fromArray(SPECIES, c, c3).mul(beta));
      r3 = r3.add(FloatVector.fromArray(SPECIES, c, c3 + LANES).mul(beta));
      l4 = l4.add(FloatVector.fromArray(SPECIES, c, c4).mul(beta));
      r4 = r4.add(FloatVector.fromArray(SPECIES, c, c4 + LANES).mul(beta));
      l5 = l5.add(FloatVector.fromArray(SPECIES, c, c5).mul(beta));
      r5 = r5.add(FloatVector.fromArray(SPECIES, c, c5 + LANES).mul(beta));
      l6 = l6.add(FloatVector.fromArray(SPECIES, c, c6).mul(beta));
      r6 = r6.add(FloatVector.fromArray(SPECIES, c, c6 + LANES).mul(beta));
      l7 = l7.add(FloatVector.fromArray(SPECIES, c, c7).mul(beta));
      r7 = r7.add(FloatVector.fromArray(SPECIES, c, c7 + LANES).mul(beta));
    }
    l0.intoArray(c, c0);
    r0.intoArray(c, c0 + LANES);
    l1.intoArray(c, c1);
    r1.intoArray(c, c1 + LANES);
    l2.intoArray(c, c2);
    r2.intoArray(c, c2 + LANES);
    l3.intoArray(c, c3);
    r3.intoArray(c, c3 + LANES);
    l4.intoArray(c, c4);
    r4.intoArray(c, c4 + LANES);
    l5.intoArray(c, c5);
    r5.intoArray(c, c5 + LANES);
    l6.intoArray(c, c6);
    r6.intoArray(c, c6 + LANES);
    l7.intoArray(c, c7);
    r7.intoArray(c, c7 + LANES);
  }

  /** The same for machines with 16 registers. */
  private static void tile6(
      int depth,
      int last,
      float alpha,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    int a0 = aAt;
    int a1 = aAt + Math.min(1, last) * aRow;
    int a2 = aAt + Math.min(2, last) * aRow;
    int a3 = aAt + Math.min(3, last) * aRow;
    int a4 = aAt + Math.min(4, last) * aRow;
    int a5 = aAt + Math.min(5, last) * aRow;
    int c0 = cAt;
    int c1 = c0 + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    int c5 = c4 + cStride;
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector r4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector r5 = FloatVector.zero(SPECIES);
    boolean adds = alpha == 1 && beta != 0;
    if (adds) {
      l0 = FloatVector.fromArray(SPECIES, c, c0).mul(beta);
      r0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).mul(beta);
      l1 = FloatVector.fromArray(SPECIES, c, c1).mul(beta);
      r1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).mul(beta);
      l2 = FloatVector.fromArray(SPECIES, c, c2).mul(beta);
      r2 = FloatVector.fromArray(SPECIES, c, c2 + LANES).mul(beta);
      l3 = FloatVector.fromArray(SPECIES, c, c3).mul(beta);
      r3 = FloatVector.fromArray(SPECIES, c, c3 + LANES).mul(beta);
      l4 = FloatVector.fromArray(SPECIES, c, c4).mul(beta);
      r4 = FloatVector.fromArray(SPECIES, c, c4 + LANES).mul(beta);
      l5 = FloatVector.fromArray(SPECIES, c, c5).mul(beta);
      r5 = FloatVector.fromArray(SPECIES, c, c5 + LANES).mul(beta);
    }
    int b0 = bAt;
    for (int p = 0, q = 0; p < depth; p++, q += aColumn) {
      FloatVector l = FloatVector.fromArray(SPECIES, b, b0);
      FloatVector r = FloatVector.fromArray(SPECIES, b, b0 + LANES);
      b0 += COLUMNS;
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + q]);
      l0 = x.fma(l, l0);
      r0 = x.fma(r, r0);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      l1 = x.fma(l, l1);
      r1 = x.fma(r, r1);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      l2 = x.fma(l, l2);
      r2 = x.fma(r, r2);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      l3 = x.fma(l, l3);
      r3 = x.fma(r, r3);
      x = FloatVector.broadcast(SPECIES, a[a4 + q]);
      l4 = x.fma(l, l4);
      r4 = x.fma(r, r4);
      x = FloatVector.broadcast(SPECIES, a[a5 + q]);
      l5 = x.fma(l, l5);
      r5 = x.fma(r, r5);
    }
    if (alpha != 1) {
      l0 = l0.mul(alpha);
      r0 = r0.mul(alpha);
      l1 = l1.mul(alpha);
      r1 = r1.mul(alpha);
      l2 = l2.mul(alpha);
      r2 = r2.mul(alpha);
      l3 = l3.mul(alpha);
      r3 = r3.mul(alpha);
      l4 = l4.mul(alpha);
      r4 = r4.mul(alpha);
      l5 = l5.mul(alpha);
      r5 = r5.mul(alpha);
    }
    if (beta != 0 && !adds) {
      l0 = l0.add(FloatVector.fromArray(SPECIES, c, c0).mul(beta));
      r0 = r0.add(FloatVector.fromArray(SPECIES, c, c0 + LANES).mul(beta));
      l1 = l1.add(FloatVector.fromArray(SPECIES, c, c1).mul(beta));
      r1 = r1.add(FloatVector.fromArray(SPECIES, c, c1 + LANES).mul(beta));
      l2 = l2.add(FloatVector.fromArray(SPECIES, c, c2).mul(beta));
      r2 = r2.add(FloatVector.fromArray(SPECIES, c, c2 + LANES).mul(beta));
      l3 = l3.add(FloatVector.fromArray(SPECIES, c, c3).mul(beta));
      r3 = r3.add(FloatVector.fromArray(SPECIES, c, c3 + LANES).mul(beta));
      l4 = l4.add(FloatVector.fromArray(SPECIES, c, c4).mul(beta));
      r4 = r4.add(FloatVector.fromArray(SPECIES, c, c4 + LANES).mul(beta));
      l5 = l5.add(FloatVector.fromArray(SPECIES, c, c5).mul(beta));
      r5 = r5.add(FloatVector.fromArray(SPECIES, c, c5 + LANES).mul(beta));
    }
    l0.intoArray(c, c0);
    r0.intoArray(c, c0 + LANES);
    l1.intoArray(c, c1);
    r1.intoArray(c, c1 + LANES);
    l2.intoArray(c, c2);
    r2.intoArray(c, c2 + LANES);
    l3.intoArray(c, c3);
    r3.intoArray(c, c3 + LANES);
    l4.intoArray(c, c4);
    r4.intoArray(c, c4 + LANES);
    l5.intoArray(c, c5);
    r5.intoArray(c, c5 + LANES);
  }
}
