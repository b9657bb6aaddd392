package org.isotopelm.math.product;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of A, copied as {@link TallTiles} read them: by groups of four, in which the elements of a
 * column lie side by side, [depth, 4]. So a vector of 16 is copied from four rows, or from four
 * columns of a transposed A, by two permutations.
 */
final class TallRows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
  private static final int LANES = 16;

  /** Rows of a group. */
  static final int FOUR = 4;

  /** From one group to the next: an odd number of a cache's lines, to use all of its sets. */
  static final int GROUP = FOUR * JavaProducts.DEPTH + LANES;

  /** Groups behind those that are asked for, which may be overwritten. */
  static final int SLACK = 3;

  /** Row i, a multiple of four, begins at i·STEP. */
  static final int STEP = GROUP / FOUR;

  // Where elements of a result come from: below 16 the first vector, from there on the second. They
  // are integers, and so is what they select: floats would be made integers at every selection.
  private static final IntVector LOW = // x₀ y₀ x₁ y₁ …
      of(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  private static final IntVector HIGH =
      of(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  private static final IntVector LOW_PAIRS =
      of(0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
  private static final IntVector HIGH_PAIRS =
      of(8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
  private static final IntVector LOW_FOURS =
      of(0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  private static final IntVector HIGH_FOURS =
      of(8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  private static final IntVector LOW_HALVES =
      of(0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
  private static final IntVector HIGH_HALVES =
      of(8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);

  private TallRows() {}

  private static IntVector of(int... lanes) {
    return IntVector.fromArray(IntVector.SPECIES_512, lanes, 0);
  }

  /**
   * Copies {@code groups} groups of op(A) [rows, depth]; in place of a row that is not there, the
   * last. One of A's steps is 1; where it is aRow, {@link #SLACK} groups may be overwritten.
   */
  static void copy(
      int groups, int rows, int depth, float[] a, int aAt, int aRow, int aColumn, float[] to) {
    if (depth < LANES) {
      elements(0, groups, rows, depth, a, aAt, aRow, aColumn, to);
    } else if (aRow == 1) {
      int most = rows / LANES * LANES;
      int columns = Math.min(most, Math.ceilDiv(groups * FOUR, LANES) * LANES);
      for (int i = 0; i < columns; i += LANES) {
        columns(depth, a, aAt + i, aColumn, to, i / FOUR * GROUP);
      }
      elements(columns / FOUR, groups, rows, depth, a, aAt, aRow, aColumn, to);
    } else {
      for (int g = 0; g < groups; g++) {
        rows(depth, rows - 1 - g * FOUR, a, aAt + g * FOUR * aRow, aRow, to, g * GROUP);
      }
    }
  }

  private static void elements(
      int first,
      int groups,
      int rows,
      int depth,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] to) {
    for (int i = first * FOUR; i < groups * FOUR; i++) {
      int row = aAt + Math.min(i, rows - 1) * aRow;
      int at = i / FOUR * GROUP + i % FOUR;
      for (int p = 0; p < depth; p++) {
        to[at + p * FOUR] = a[row + p * aColumn];
      }
    }
  }

  /** Four rows are interleaved by two, then by four. The last vector overlaps the one before. */
  private static void rows(
      int depth, int last, float[] a, int aAt, int stride, float[] to, int toAt) {
    int a1 = aAt + Math.min(1, last) * stride;
    int a2 = aAt + Math.min(2, last) * stride;
    int a3 = aAt + Math.min(3, last) * stride;
    for (int from = 0; from < depth; from += LANES) {
      int p = Math.min(from, depth - LANES);
      IntVector x0 = FloatVector.fromArray(SPECIES, a, aAt + p).reinterpretAsInts();
      IntVector x1 = FloatVector.fromArray(SPECIES, a, a1 + p).reinterpretAsInts();
      IntVector x2 = FloatVector.fromArray(SPECIES, a, a2 + p).reinterpretAsInts();
      IntVector x3 = FloatVector.fromArray(SPECIES, a, a3 + p).reinterpretAsInts();
      IntVector u = LOW.selectFrom(x0, x1);
      IntVector v = HIGH.selectFrom(x0, x1);
      IntVector w = LOW.selectFrom(x2, x3);
      IntVector z = HIGH.selectFrom(x2, x3);
      int at = toAt + p * FOUR;
      LOW_PAIRS.selectFrom(u, w).reinterpretAsFloats().intoArray(to, at);
      HIGH_PAIRS.selectFrom(u, w).reinterpretAsFloats().intoArray(to, at + LANES);
      LOW_PAIRS.selectFrom(v, z).reinterpretAsFloats().intoArray(to, at + 2 * LANES);
      HIGH_PAIRS.selectFrom(v, z).reinterpretAsFloats().intoArray(to, at + 3 * LANES);
    }
  }

  /** The same of fours in place of elements: four columns of A become a vector of each group. */
  private static void columns(int depth, float[] a, int aAt, int stride, float[] to, int toAt) {
    for (int from = 0; from < depth; from += FOUR) {
      int p = Math.min(from, depth - FOUR);
      int first = aAt + p * stride;
      IntVector x0 = FloatVector.fromArray(SPECIES, a, first).reinterpretAsInts();
      IntVector x1 = FloatVector.fromArray(SPECIES, a, first + stride).reinterpretAsInts();
      IntVector x2 = FloatVector.fromArray(SPECIES, a, first + 2 * stride).reinterpretAsInts();
      IntVector x3 = FloatVector.fromArray(SPECIES, a, first + 3 * stride).reinterpretAsInts();
      IntVector u = LOW_FOURS.selectFrom(x0, x1);
      IntVector v = HIGH_FOURS.selectFrom(x0, x1);
      IntVector w = LOW_FOURS.selectFrom(x2, x3);
      IntVector z = HIGH_FOURS.selectFrom(x2, x3);
      int at = toAt + p * FOUR;
      LOW_HALVES.selectFrom(u, w).reinterpretAsFloats().intoArray(to, at);
      HIGH_HALVES.selectFrom(u, w).reinterpretAsFloats().intoArray(to, at + GROUP);
      LOW_HALVES.selectFrom(v, z).reinterpretAsFloats().intoArray(to, at + 2 * GROUP);
      HIGH_HALVES.selectFrom(v, z).reinterpretAsFloats().intoArray(to, at + 3 * GROUP);
    }
  }
}
