package org.isotopelm.math.product;

import java.util.Arrays;

/**
 * A right operand B [k, n] in the order that {@link Tiles} read: slivers of {@link Tiles#COLUMNS}
 * columns, in which a row follows the other. Those of each {@link JavaProducts#DEPTH} rows lie in
 * one piece. Columns that a last sliver has too many are 0.
 */
final class Slivers {
  private static final int COLUMNS = Tiles.COLUMNS;

  /** Rows of a transposed B that are copied together: source and target stay in cache. */
  private static final int PIECE = 64;

  private Slivers() {}

  /** n, rounded up to whole slivers. */
  static int width(int n) {
    return Math.ceilDiv(n, COLUMNS) * COLUMNS;
  }

  /**
   * Copies columns {@code j} to {@code j + columns} of B to their slivers.
   *
   * @param j a multiple of a sliver's columns
   * @param cold without vectors
   */
  static void copyColumns(Matrix b, int j, int columns, float[] slivers, boolean cold) {
    int k = b.height();
    for (int from = 0; from < k; from += JavaProducts.DEPTH) {
      int depth = Math.min(JavaProducts.DEPTH, k - from);
      int at = from * width(b.width()) + j * depth;
      copyBlock(b, from, depth, j, columns, slivers, at, cold);
    }
  }

  /** Copies rows {@code from} to {@code from + depth} of B to their slivers, which begin at 0. */
  static void copyRows(Matrix b, int from, int depth, float[] slivers, boolean cold) {
    copyBlock(b, from, depth, 0, b.width(), slivers, 0, cold);
  }

  private static void copyBlock(
      Matrix b, int from, int depth, int j, int columns, float[] to, int toAt, boolean cold) {
    int at = b.at + from * b.rowStep() + j * b.columnStep();
    for (int first = 0; first < columns; first += COLUMNS) {
      int width = Math.min(COLUMNS, columns - first);
      int sliver = toAt + first * depth;
      int source = at + first * b.columnStep();
      if (width < COLUMNS) {
        Arrays.fill(to, sliver, sliver + COLUMNS * depth, 0);
      }
      if (b.transposed) {
        transpose(depth, width, b.array, source, b.stride, to, sliver);
      } else if (width < COLUMNS || cold) {
        copy(depth, width, b.array, source, b.stride, to, sliver, COLUMNS);
      } else {
        Tiles.copy(depth, b.array, source, b.stride, to, sliver);
      }
    }
  }

  /** A sliver of B that is stored as [n, k]. */
  private static void transpose(
      int depth, int width, float[] b, int at, int stride, float[] to, int sliver) {
    for (int from = 0; from < depth; from += PIECE) {
      int end = Math.min(from + PIECE, depth);
      for (int i = 0; i < width; i++) {
        int row = at + i * stride;
        int column = sliver + i;
        for (int p = from; p < end; p++) {
          to[column + p * COLUMNS] = b[row + p];
        }
      }
    }
  }

  /** Copies rows of a matrix. */
  static void copy(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, at + i * stride, to, toAt + i * toStride, columns);
    }
  }
}
