package org.isotopelm.math.product;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 12 rows for vectors of 16. They read a copy of A, {@link TallRows}: the distances
 * between what a round of the loop reads are constant, so that nothing is computed in it but
 * products. That counts where two threads share a core, or a core multiplies two vectors a cycle.
 */
final class TallTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
  private static final int LANES = 16;
  private static final int COLUMNS = 2 * LANES;
  private static final int FOUR = TallRows.FOUR;
  private static final int GROUP = TallRows.GROUP;

  /** Whether the machine has the registers: with two vectors of B and one of A a tile takes 27. */
  static final boolean USED = Tiles.COLUMNS == COLUMNS;

  /** Rows of a tile. */
  static final int ROWS = 12;

  private TallTiles() {}

  /**
   * C [rows, columns] ← A·B + β·C, where C has room for all columns of a tile. Where there are
   * fewer rows, the copy has the last one in place of those that are not there.
   */
  static void multiply(Tile tile) {
    if (tile.columns > LANES) {
      wide(tile);
    } else {
      narrow(tile);
    }
  }

  /** C [12, COLUMNS] ← A·B + β·C. Row i is row min(i, last). */
  private static void wide(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
    float[] a = tile.a;
    int aAt = tile.aAt;
    float[] b = tile.b;
    int bAt = tile.bAt;
    float beta = tile.beta;
    float[] c = tile.c;
    int cAt = tile.cAt;
    int cStride = tile.cStride;
    int c0 = cAt;
    int c1 = cAt + Math.min(1, last) * cStride;
    int c2 = cAt + Math.min(2, last) * cStride;
    int c3 = cAt + Math.min(3, last) * cStride;
    int c4 = cAt + Math.min(4, last) * cStride;
    int c5 = cAt + Math.min(5, last) * cStride;
    int c6 = cAt + Math.min(6, last) * cStride;
    int c7 = cAt + Math.min(7, last) * cStride;
    int c8 = cAt + Math.min(8, last) * cStride;
    int c9 = cAt + Math.min(9, last) * cStride;
    int c10 = cAt + Math.min(10, last) * cStride;
    int c11 = cAt + Math.min(11, last) * cStride;
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
    FloatVector l8 = FloatVector.zero(SPECIES);
    FloatVector r8 = FloatVector.zero(SPECIES);
    FloatVector l9 = FloatVector.zero(SPECIES);
    FloatVector r9 = FloatVector.zero(SPECIES);
    FloatVector l10 = FloatVector.zero(SPECIES);
    FloatVector r10 = FloatVector.zero(SPECIES);
    FloatVector l11 = FloatVector.zero(SPECIES);
    FloatVector r11 = FloatVector.zero(SPECIES);
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
      l8 = FloatVector.fromArray(SPECIES, c, c8).mul(beta);
      r8 = FloatVector.fromArray(SPECIES, c, c8 + LANES).mul(beta);
      l9 = FloatVector.fromArray(SPECIES, c, c9).mul(beta);
      r9 = FloatVector.fromArray(SPECIES, c, c9 + LANES).mul(beta);
      l10 = FloatVector.fromArray(SPECIES, c, c10).mul(beta);
      r10 = FloatVector.fromArray(SPECIES, c, c10 + LANES).mul(beta);
      l11 = FloatVector.fromArray(SPECIES, c, c11).mul(beta);
      r11 = FloatVector.fromArray(SPECIES, c, c11 + LANES).mul(beta);
    }
    int b0 = bAt;
    int q = aAt;
    for (int p = 0; p < depth; p++) {
      FloatVector l = FloatVector.fromArray(SPECIES, b, b0);
      FloatVector r = FloatVector.fromArray(SPECIES, b, b0 + LANES);
      b0 += COLUMNS;
      FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
      l0 = x.fma(l, l0);
      r0 = x.fma(r, r0);
      x = FloatVector.broadcast(SPECIES, a[q + 1]);
      l1 = x.fma(l, l1);
      r1 = x.fma(r, r1);
      x = FloatVector.broadcast(SPECIES, a[q + 2]);
      l2 = x.fma(l, l2);
      r2 = x.fma(r, r2);
      x = FloatVector.broadcast(SPECIES, a[q + 3]);
      l3 = x.fma(l, l3);
      r3 = x.fma(r, r3);
      x = FloatVector.broadcast(SPECIES, a[q + GROUP]);
      l4 = x.fma(l, l4);
      r4 = x.fma(r, r4);
      x = FloatVector.broadcast(SPECIES, a[q + GROUP + 1]);
      l5 = x.fma(l, l5);
      r5 = x.fma(r, r5);
      x = FloatVector.broadcast(SPECIES, a[q + GROUP + 2]);
      l6 = x.fma(l, l6);
      r6 = x.fma(r, r6);
      x = FloatVector.broadcast(SPECIES, a[q + GROUP + 3]);
      l7 = x.fma(l, l7);
      r7 = x.fma(r, r7);
      x = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP]);
      l8 = x.fma(l, l8);
      r8 = x.fma(r, r8);
      x = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP + 1]);
      l9 = x.fma(l, l9);
      r9 = x.fma(r, r9);
      x = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP + 2]);
      l10 = x.fma(l, l10);
      r10 = x.fma(r, r10);
      x = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP + 3]);
      l11 = x.fma(l, l11);
      r11 = x.fma(r, r11);
      q += FOUR;
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
    l8.intoArray(c, c8);
    r8.intoArray(c, c8 + LANES);
    l9.intoArray(c, c9);
    r9.intoArray(c, c9 + LANES);
    l10.intoArray(c, c10);
    r10.intoArray(c, c10 + LANES);
    l11.intoArray(c, c11);
    r11.intoArray(c, c11 + LANES);
  }

  /** The same of columns that one vector holds. */
  private static void narrow(Tile tile) {
    int depth = tile.depth;
    int last = tile.rows - 1;
    float[] a = tile.a;
    int aAt = tile.aAt;
    float[] b = tile.b;
    int bAt = tile.bAt;
    float beta = tile.beta;
    float[] c = tile.c;
    int cAt = tile.cAt;
    int cStride = tile.cStride;
    int c0 = cAt;
    int c1 = cAt + Math.min(1, last) * cStride;
    int c2 = cAt + Math.min(2, last) * cStride;
    int c3 = cAt + Math.min(3, last) * cStride;
    int c4 = cAt + Math.min(4, last) * cStride;
    int c5 = cAt + Math.min(5, last) * cStride;
    int c6 = cAt + Math.min(6, last) * cStride;
    int c7 = cAt + Math.min(7, last) * cStride;
    int c8 = cAt + Math.min(8, last) * cStride;
    int c9 = cAt + Math.min(9, last) * cStride;
    int c10 = cAt + Math.min(10, last) * cStride;
    int c11 = cAt + Math.min(11, last) * cStride;
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector l6 = FloatVector.zero(SPECIES);
    FloatVector l7 = FloatVector.zero(SPECIES);
    FloatVector l8 = FloatVector.zero(SPECIES);
    FloatVector l9 = FloatVector.zero(SPECIES);
    FloatVector l10 = FloatVector.zero(SPECIES);
    FloatVector l11 = FloatVector.zero(SPECIES);
    if (beta != 0) {
      l0 = FloatVector.fromArray(SPECIES, c, c0).mul(beta);
      l1 = FloatVector.fromArray(SPECIES, c, c1).mul(beta);
      l2 = FloatVector.fromArray(SPECIES, c, c2).mul(beta);
      l3 = FloatVector.fromArray(SPECIES, c, c3).mul(beta);
      l4 = FloatVector.fromArray(SPECIES, c, c4).mul(beta);
      l5 = FloatVector.fromArray(SPECIES, c, c5).mul(beta);
      l6 = FloatVector.fromArray(SPECIES, c, c6).mul(beta);
      l7 = FloatVector.fromArray(SPECIES, c, c7).mul(beta);
      l8 = FloatVector.fromArray(SPECIES, c, c8).mul(beta);
      l9 = FloatVector.fromArray(SPECIES, c, c9).mul(beta);
      l10 = FloatVector.fromArray(SPECIES, c, c10).mul(beta);
      l11 = FloatVector.fromArray(SPECIES, c, c11).mul(beta);
    }
    int b0 = bAt;
    int q = aAt;
    for (int p = 0; p < depth; p++) {
      FloatVector l = FloatVector.fromArray(SPECIES, b, b0);
      b0 += COLUMNS;
      l0 = FloatVector.broadcast(SPECIES, a[q]).fma(l, l0);
      l1 = FloatVector.broadcast(SPECIES, a[q + 1]).fma(l, l1);
      l2 = FloatVector.broadcast(SPECIES, a[q + 2]).fma(l, l2);
      l3 = FloatVector.broadcast(SPECIES, a[q + 3]).fma(l, l3);
      l4 = FloatVector.broadcast(SPECIES, a[q + GROUP]).fma(l, l4);
      l5 = FloatVector.broadcast(SPECIES, a[q + GROUP + 1]).fma(l, l5);
      l6 = FloatVector.broadcast(SPECIES, a[q + GROUP + 2]).fma(l, l6);
      l7 = FloatVector.broadcast(SPECIES, a[q + GROUP + 3]).fma(l, l7);
      l8 = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP]).fma(l, l8);
      l9 = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP + 1]).fma(l, l9);
      l10 = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP + 2]).fma(l, l10);
      l11 = FloatVector.broadcast(SPECIES, a[q + 2 * GROUP + 3]).fma(l, l11);
      q += FOUR;
    }
    l0.intoArray(c, c0);
    l1.intoArray(c, c1);
    l2.intoArray(c, c2);
    l3.intoArray(c, c3);
    l4.intoArray(c, c4);
    l5.intoArray(c, c5);
    l6.intoArray(c, c6);
    l7.intoArray(c, c7);
    l8.intoArray(c, c8);
    l9.intoArray(c, c9);
    l10.intoArray(c, c10);
    l11.intoArray(c, c11);
  }
}
