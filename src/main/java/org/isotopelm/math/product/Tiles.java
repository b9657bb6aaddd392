package org.isotopelm.math.product;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.isotopelm.math.kernel.VectorKernels;

/**
 * Tiles of a product that stay in registers: each element of a column of A is broadcast and
 * multiplied with a sliver of B, two vectors wide. They differ in their size only; they are written
 * out, as the compiler keeps no array of vectors in registers.
 */
final class Tiles {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final int LANES = SPECIES.length();

  /** Columns of a tile: two vectors. */
  static final int COLUMNS = 2 * LANES;

  /**
   * Rows of a tile: with two vectors of B and one of A, 19 or 15 registers. There are 32 of 512
   * bits and on some machines only 16 of fewer, and a tile that needs them all spills.
   */
  static final int ROWS = LANES == 16 ? 8 : 6;

  /** Rows of the tiles for what is left of a matrix. */
  private static final int FEW = 4;

  private static final int PAIR = 2;

  private Tiles() {}

  /** Whether C needs no room for more rows than these, as there is a tile of just so many. */
  static boolean fits(int rows) {
    return rows == ROWS || rows == FEW || rows == PAIR;
  }

  /** C [rows, columns] ← A·B + β·C, where C has room for a whole tile. */
  static void multiply(Tile tile) {
    if (tile.columns <= LANES && tile.rows > FEW) {
      narrow8(tile);
    } else if (tile.rows <= PAIR) {
      tile2(tile);
    } else if (tile.rows <= FEW) {
      tile4(tile);
    } else if (ROWS == 8) {
      tile8(tile);
    } else {
      tile6(tile);
    }
  }

  /** Copies rows that are as wide as a tile, so that they follow one another. */
  static void copy(int rows, float[] from, int at, int stride, float[] to, int toAt) {
    for (int row = 0; row < rows; row++) {
      int source = at + row * stride;
      int target = toAt + row * COLUMNS;
      FloatVector.fromArray(SPECIES, from, source).intoArray(to, target);
      FloatVector.fromArray(SPECIES, from, source + LANES).intoArray(to, target + LANES);
    }
  }

  /**
   * C [8, COLUMNS] ← A·B + β·C. Row i of A is row min(i, last); a row that is there twice is not
   * used. Each row has an offset of its own: the compiler keeps constant distances between rows in
   * registers that the sums need.
   */
  private static void tile8(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
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
    if (beta != 0) {
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
  private static void tile6(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
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
    if (beta != 0) {
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

  /** The same for what is left of a matrix: few rows are wasted. */
  private static void tile4(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
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
    int a0 = aAt;
    int a1 = aAt + Math.min(1, last) * aRow;
    int a2 = aAt + Math.min(2, last) * aRow;
    int a3 = aAt + Math.min(3, last) * aRow;
    int c0 = cAt;
    int c1 = c0 + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    if (beta != 0) {
      l0 = FloatVector.fromArray(SPECIES, c, c0).mul(beta);
      r0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).mul(beta);
      l1 = FloatVector.fromArray(SPECIES, c, c1).mul(beta);
      r1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).mul(beta);
      l2 = FloatVector.fromArray(SPECIES, c, c2).mul(beta);
      r2 = FloatVector.fromArray(SPECIES, c, c2 + LANES).mul(beta);
      l3 = FloatVector.fromArray(SPECIES, c, c3).mul(beta);
      r3 = FloatVector.fromArray(SPECIES, c, c3 + LANES).mul(beta);
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
    }
    l0.intoArray(c, c0);
    r0.intoArray(c, c0 + LANES);
    l1.intoArray(c, c1);
    r1.intoArray(c, c1 + LANES);
    l2.intoArray(c, c2);
    r2.intoArray(c, c2 + LANES);
    l3.intoArray(c, c3);
    r3.intoArray(c, c3 + LANES);
  }

  /** The same for one or two rows, such as those of a text that is being written. */
  private static void tile2(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
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
    int a0 = aAt;
    int a1 = aAt + Math.min(1, last) * aRow;
    int c0 = cAt;
    int c1 = c0 + cStride;
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    if (beta != 0) {
      l0 = FloatVector.fromArray(SPECIES, c, c0).mul(beta);
      r0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).mul(beta);
      l1 = FloatVector.fromArray(SPECIES, c, c1).mul(beta);
      r1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).mul(beta);
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
    }
    l0.intoArray(c, c0);
    r0.intoArray(c, c0 + LANES);
    l1.intoArray(c, c1);
    r1.intoArray(c, c1 + LANES);
  }

  /** The same one vector wide, for the last columns of a matrix. */
  private static void narrow8(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
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
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector l6 = FloatVector.zero(SPECIES);
    FloatVector l7 = FloatVector.zero(SPECIES);
    if (beta != 0) {
      l0 = FloatVector.fromArray(SPECIES, c, c0).mul(beta);
      l1 = FloatVector.fromArray(SPECIES, c, c1).mul(beta);
      l2 = FloatVector.fromArray(SPECIES, c, c2).mul(beta);
      l3 = FloatVector.fromArray(SPECIES, c, c3).mul(beta);
      l4 = FloatVector.fromArray(SPECIES, c, c4).mul(beta);
      l5 = FloatVector.fromArray(SPECIES, c, c5).mul(beta);
      l6 = FloatVector.fromArray(SPECIES, c, c6).mul(beta);
      l7 = FloatVector.fromArray(SPECIES, c, c7).mul(beta);
    }
    int b0 = bAt;
    for (int p = 0, q = 0; p < depth; p++, q += aColumn) {
      FloatVector l = FloatVector.fromArray(SPECIES, b, b0);
      b0 += COLUMNS;
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + q]);
      l0 = x.fma(l, l0);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      l1 = x.fma(l, l1);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      l2 = x.fma(l, l2);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      l3 = x.fma(l, l3);
      x = FloatVector.broadcast(SPECIES, a[a4 + q]);
      l4 = x.fma(l, l4);
      x = FloatVector.broadcast(SPECIES, a[a5 + q]);
      l5 = x.fma(l, l5);
      x = FloatVector.broadcast(SPECIES, a[a6 + q]);
      l6 = x.fma(l, l6);
      x = FloatVector.broadcast(SPECIES, a[a7 + q]);
      l7 = x.fma(l, l7);
    }
    l0.intoArray(c, c0);
    l1.intoArray(c, c1);
    l2.intoArray(c, c2);
    l3.intoArray(c, c3);
    l4.intoArray(c, c4);
    l5.intoArray(c, c5);
    l6.intoArray(c, c6);
    l7.intoArray(c, c7);
  }
}
