package org.isotopelm.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of A, copied so that the elements of a column lie side by side, as {@link Tiles#tall} reads
 * them. Only for vectors of 16.
 */
final class TallRows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
  private static final int LANES = 16;
  private static final int ROWS = 12;
  private static final VectorMask<Float> MASK = SPECIES.indexInRange(0, ROWS);

  // Where elements of a result come from: below 16 the first vector, from there on the second.
  private static final FloatVector LOW = // x₀ y₀ x₁ y₁ …
      of(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  private static final FloatVector HIGH =
      of(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  private static final FloatVector LOW_PAIRS =
      of(0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
  private static final FloatVector HIGH_PAIRS =
      of(8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);

  // Three vectors of four columns by four rows become four columns of 12: first of two of them.
  private static final FloatVector FIRST_TWO =
      of(0, 1, 2, 3, 16, 17, 18, 19, 0, 0, 0, 0, 4, 5, 6, 7);
  private static final FloatVector FIRST =
      of(0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 12, 13, 14, 15);
  private static final FloatVector SECOND_TWO =
      of(20, 21, 22, 23, 0, 0, 0, 0, 8, 9, 10, 11, 24, 25, 26, 27);
  private static final FloatVector SECOND =
      of(0, 1, 2, 3, 20, 21, 22, 23, 8, 9, 10, 11, 12, 13, 14, 15);
  private static final FloatVector THIRD_TWO =
      of(0, 0, 0, 0, 12, 13, 14, 15, 28, 29, 30, 31, 0, 0, 0, 0);
  private static final FloatVector THIRD =
      of(24, 25, 26, 27, 4, 5, 6, 7, 8, 9, 10, 11, 28, 29, 30, 31);

  private TallRows() {}

  private static FloatVector of(float... lanes) {
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }

  /** Copies 12 rows of op(A) [rows, depth]; overwrites a vector's length behind the copy. */
  static void copy(int depth, float[] a, int aAt, int aRow, int aColumn, float[] to, int toAt) {
    if (aRow == 1) {
      columns(depth, a, aAt, aColumn, to, toAt);
    } else {
      int whole = depth / LANES * LANES;
      rows(whole, a, aAt, aRow, to, toAt);
      rest(whole, depth, a, aAt, aRow, to, toAt);
    }
  }

  private static void columns(int depth, float[] a, int from, int stride, float[] to, int toAt) {
    for (int p = 0; p < depth; p++) {
      FloatVector.fromArray(SPECIES, a, from + p * stride, MASK).intoArray(to, toAt + p * ROWS);
    }
  }

  private static void rest(
      int whole, int depth, float[] a, int from, int stride, float[] to, int toAt) {
    for (int p = whole; p < depth; p++) {
      for (int i = 0; i < ROWS; i++) {
        to[toAt + p * ROWS + i] = a[from + i * stride + p];
      }
    }
  }

  /** Rows are interleaved by two, then by four, then put behind one another. */
  private static void rows(int depth, float[] a, int from, int stride, float[] to, int toAt) {
    int first = from;
    int at = toAt;
    for (int p = 0; p < depth; p += LANES) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, a, first);
      FloatVector x1 = FloatVector.fromArray(SPECIES, a, first + stride);
      FloatVector x2 = FloatVector.fromArray(SPECIES, a, first + 2 * stride);
      FloatVector x3 = FloatVector.fromArray(SPECIES, a, first + 3 * stride);
      FloatVector x4 = FloatVector.fromArray(SPECIES, a, first + 4 * stride);
      FloatVector x5 = FloatVector.fromArray(SPECIES, a, first + 5 * stride);
      FloatVector x6 = FloatVector.fromArray(SPECIES, a, first + 6 * stride);
      FloatVector x7 = FloatVector.fromArray(SPECIES, a, first + 7 * stride);
      FloatVector x8 = FloatVector.fromArray(SPECIES, a, first + 8 * stride);
      FloatVector x9 = FloatVector.fromArray(SPECIES, a, first + 9 * stride);
      FloatVector x10 = FloatVector.fromArray(SPECIES, a, first + 10 * stride);
      FloatVector x11 = FloatVector.fromArray(SPECIES, a, first + 11 * stride);
      FloatVector u0 = LOW.selectFrom(x0, x1);
      FloatVector v0 = HIGH.selectFrom(x0, x1);
      FloatVector w0 = LOW.selectFrom(x2, x3);
      FloatVector z0 = HIGH.selectFrom(x2, x3);
      FloatVector q00 = LOW_PAIRS.selectFrom(u0, w0);
      FloatVector q01 = HIGH_PAIRS.selectFrom(u0, w0);
      FloatVector q02 = LOW_PAIRS.selectFrom(v0, z0);
      FloatVector q03 = HIGH_PAIRS.selectFrom(v0, z0);
      FloatVector u1 = LOW.selectFrom(x4, x5);
      FloatVector v1 = HIGH.selectFrom(x4, x5);
      FloatVector w1 = LOW.selectFrom(x6, x7);
      FloatVector z1 = HIGH.selectFrom(x6, x7);
      FloatVector q10 = LOW_PAIRS.selectFrom(u1, w1);
      FloatVector q11 = HIGH_PAIRS.selectFrom(u1, w1);
      FloatVector q12 = LOW_PAIRS.selectFrom(v1, z1);
      FloatVector q13 = HIGH_PAIRS.selectFrom(v1, z1);
      FloatVector u2 = LOW.selectFrom(x8, x9);
      FloatVector v2 = HIGH.selectFrom(x8, x9);
      FloatVector w2 = LOW.selectFrom(x10, x11);
      FloatVector z2 = HIGH.selectFrom(x10, x11);
      FloatVector q20 = LOW_PAIRS.selectFrom(u2, w2);
      FloatVector q21 = HIGH_PAIRS.selectFrom(u2, w2);
      FloatVector q22 = LOW_PAIRS.selectFrom(v2, z2);
      FloatVector q23 = HIGH_PAIRS.selectFrom(v2, z2);
      FIRST.selectFrom(FIRST_TWO.selectFrom(q00, q10), q20).intoArray(to, at);
      SECOND.selectFrom(SECOND_TWO.selectFrom(q00, q10), q20).intoArray(to, at + 16);
      THIRD.selectFrom(THIRD_TWO.selectFrom(q00, q10), q20).intoArray(to, at + 32);
      FIRST.selectFrom(FIRST_TWO.selectFrom(q01, q11), q21).intoArray(to, at + 48);
      SECOND.selectFrom(SECOND_TWO.selectFrom(q01, q11), q21).intoArray(to, at + 64);
      THIRD.selectFrom(THIRD_TWO.selectFrom(q01, q11), q21).intoArray(to, at + 80);
      FIRST.selectFrom(FIRST_TWO.selectFrom(q02, q12), q22).intoArray(to, at + 96);
      SECOND.selectFrom(SECOND_TWO.selectFrom(q02, q12), q22).intoArray(to, at + 112);
      THIRD.selectFrom(THIRD_TWO.selectFrom(q02, q12), q22).intoArray(to, at + 128);
      FIRST.selectFrom(FIRST_TWO.selectFrom(q03, q13), q23).intoArray(to, at + 144);
      SECOND.selectFrom(SECOND_TWO.selectFrom(q03, q13), q23).intoArray(to, at + 160);
      THIRD.selectFrom(THIRD_TWO.selectFrom(q03, q13), q23).intoArray(to, at + 176);
      first += LANES;
      at += ROWS * LANES;
    }
  }
}
