package org.isotopelm.math.product;

import java.util.Arrays;
import org.isotopelm.math.kernel.ColdStart;

/**
 * Products on the Vector API, as fast as a BLAS and with the same bits on every machine: each
 * element of C is summed by fused multiply-adds in the order of k, whatever the width of vectors,
 * the size of tiles and the compiler, beginning with C.
 *
 * <p>C is computed in {@link Tiles} that stay in registers, as in Goto and van de Geijn 2008,
 * "Anatomy of high-performance matrix multiplication". B's slivers are copied so that they lie in
 * one piece, a block at a time; so are A's rows where enough columns of C share the copy.
 */
public final class JavaProducts implements Products {
  /**
   * Products over k that are made before C is stored: a tile's part of A stays in the first cache.
   */
  static final int DEPTH = 384;

  /** Rows of a transposed B that are copied together. */
  private static final int PIECE = 64;

  /** Rows of A that stay in the second cache, of 512 KiB or more. */
  private static final int HEIGHT = 120;

  /** Columns of C from which on A is copied. */
  private static final int WIDE = 96;

  /**
   * Multiply-adds of a thread before it copies A, and by which a cold start ends. The compiler
   * needs a second for the tall tiles and several for all vectors; short work ends before that
   * pays.
   */
  public static final long SHORT = 1L << 31;

  /** Elements of B's slivers that stay there with them. */
  private static final int BLOCK = 1 << 16;

  private static final int COLUMNS = Tiles.COLUMNS;
  private static final int ROWS = Tiles.ROWS;
  private static final int TALL = TallTiles.ROWS;

  private float[] packed = new float[0]; // slivers [⌈n/COLUMNS⌉, depth, COLUMNS]
  private long made; // multiply-adds so far, while they are few
  private float[] tallRows = new float[0]; // of A [groups, GROUP]
  private final ColdStart start;
  private final PackedWeights weights;
  private boolean cold; // in the product that is being made
  private final float[] corner = new float[TALL * COLUMNS]; // a tile that reaches over C's edges

  /** Products of a thread that works alone and uses vectors at once. */
  public JavaProducts() {
    this(ColdStart.over());
  }

  /** Products of a thread that works alone. */
  public JavaProducts(ColdStart start) {
    this(start, new PackedWeights(start), 0);
  }

  /**
   * @param made multiply-adds that count as made
   */
  JavaProducts(ColdStart start, PackedWeights weights, long made) {
    this.start = start;
    this.weights = weights;
    this.made = made;
  }

  @Override
  public Products mate() {
    return new JavaProducts(start, weights, made);
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
    reserve(n);
    cold = start.isOn();
    if (k == 0) {
      scale(m, n, beta, c, cAt, cStride);
    }
    int aRow = transposeA ? 1 : aStride;
    int aColumn = transposeA ? aStride : 1;
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      pack(cold, transposeB, n, from, depth, b, bAt, bStride, packed, 0);
      int block = aAt + from * aColumn;
      float before = from == 0 ? beta : 1;
      panels(m, n, depth, a, block, aRow, aColumn, packed, 0, before, c, cAt, cStride);
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
    multiply(m, n, k, a, aAt, aStride, slivers, beta, c, cAt, cStride);
  }

  @Override
  public void pack(
      boolean transposeB, int n, int k, float[] b, int bAt, int bStride, PackedMatrix result) {
    result.refer(transposeB, n, k, b, bAt, bStride);
    float[] slivers = result.reserve(width(n) * k);
    packColumns(start.isOn(), transposeB, n, k, 0, n, b, bAt, bStride, slivers);
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
    multiply(m, b.n, b.k, a, aAt, aStride, b.slivers, beta, c, cAt, cStride);
  }

  /** C ← A·slivers + β·C. */
  private void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] slivers,
      float beta,
      float[] c,
      int cAt,
      int cStride) {
    cold = start.isOn();
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      float before = from == 0 ? beta : 1;
      int at = from * width(n);
      panels(m, n, depth, a, aAt + from, aStride, 1, slivers, at, before, c, cAt, cStride);
    }
  }

  @Override
  public void weightsChanged() {
    weights.forget();
  }

  /** C ← A·slivers + β·C, by as much of A and of the slivers as stays in the second cache. */
  private void panels(
      int m,
      int n,
      int depth,
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
    int most = Math.max(1, BLOCK / depth / COLUMNS) * COLUMNS;
    boolean copies = TallTiles.USED && n >= WIDE && made > SHORT && !cold;
    if (made <= SHORT) {
      made += (long) m * n * depth;
      if (made > SHORT) {
        start.end();
      }
    }
    for (int top = 0; top < m; top += HEIGHT) {
      int height = Math.min(HEIGHT, m - top);
      int from = aAt + top * aRow;
      int to = cAt + top * cStride;
      int tall = copies ? copyRows(height, m - top, depth, a, from, aRow, aColumn) : 0;
      for (int j = 0; j < n; j += most) {
        int width = Math.min(most, n - j);
        int block = at + j * depth;
        panel(
            TALL,
            tall,
            width,
            depth,
            tallRows,
            0,
            TallRows.STEP,
            1,
            slivers,
            block,
            beta,
            c,
            to + j,
            cStride);
        panel(
            ROWS,
            height - tall,
            width,
            depth,
            a,
            from + tall * aRow,
            aRow,
            aColumn,
            slivers,
            block,
            beta,
            c,
            to + tall * cStride + j,
            cStride);
      }
    }
  }

  /**
   * Copies rows of A for tall tiles; says how many. A few that are left over are not worth it.
   *
   * @param height of the block
   * @param rows that A has from the block's beginning on
   */
  private int copyRows(int height, int rows, int depth, float[] a, int aAt, int aRow, int aColumn) {
    if (tallRows.length == 0) {
      tallRows = new float[(HEIGHT / TallRows.FOUR + TallRows.SLACK) * TallRows.GROUP];
    }
    int whole = height / TALL * TALL;
    int tall = height - whole > ROWS ? whole + TALL : whole;
    TallRows.copy(tall / TallRows.FOUR, rows, depth, a, aAt, aRow, aColumn, tallRows);
    return Math.min(tall, height);
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

  /**
   * Copies columns {@code j} to {@code j + columns} of op(B) [k, n] to their slivers, those of each
   * {@link #DEPTH} rows in one piece.
   */
  static void packColumns(
      boolean cold,
      boolean transposeB,
      int n,
      int k,
      int j,
      int columns,
      float[] b,
      int bAt,
      int bStride,
      float[] slivers) {
    int first = bAt + (transposeB ? j * bStride : j);
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      int to = from * width(n) + j * depth;
      pack(cold, transposeB, columns, from, depth, b, first, bStride, slivers, to);
    }
  }

  /** Copies rows {@code from} to {@code from + depth} of B [k, n] as slivers. */
  private static void pack(
      boolean cold,
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
      pack(cold, n, depth, b, bAt + from * bStride, bStride, slivers, at);
    }
  }

  /** Packs B [depth, n]; columns that a last sliver has too many are 0. */
  private static void pack(
      boolean cold, int n, int depth, float[] b, int bAt, int bStride, float[] slivers, int at) {
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      int sliver = at + j * depth;
      if (width == COLUMNS && !cold) {
        Tiles.copy(depth, b, bAt + j, bStride, slivers, sliver);
      } else if (width == COLUMNS) {
        copy(depth, width, b, bAt + j, bStride, slivers, sliver, COLUMNS);
      } else {
        Arrays.fill(slivers, sliver, sliver + COLUMNS * depth, 0);
        copy(depth, width, b, bAt + j, bStride, slivers, sliver, COLUMNS);
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

  /**
   * C [m, n] ← A·slivers + β·C of so few rows and columns, tile after tile along the rows: C may
   * come from far away, and the machine fetches ahead what lies behind one another.
   *
   * @param step rows of a tile: {@code ROWS}, or {@code TALL}, which read the copy
   */
  private void panel(
      int step,
      int m,
      int n,
      int depth,
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
    for (int i = 0; i < m; i += step) {
      int rows = Math.min(step, m - i);
      int from = aAt + i * aRow;
      boolean fits = step == TALL || Tiles.fits(rows);
      for (int j = 0; j < n; j += COLUMNS) {
        int columns = Math.min(COLUMNS, n - j);
        int sliver = at + j * depth;
        int to = cAt + i * cStride + j;
        if (fits && columns == COLUMNS) {
          tile(
              step, depth, rows, columns, a, from, aRow, aColumn, slivers, sliver, beta, c, to,
              cStride);
        } else {
          if (beta != 0) {
            copy(rows, columns, c, to, cStride, corner, 0, COLUMNS);
          }
          tile(
              step, depth, rows, columns, a, from, aRow, aColumn, slivers, sliver, beta, corner, 0,
              COLUMNS);
          copy(rows, columns, corner, 0, COLUMNS, c, to, cStride);
        }
      }
    }
  }

  private void tile(
      int step,
      int depth,
      int rows,
      int columns,
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
    if (cold) {
      PlainProducts.tile(
          depth, rows, columns, a, aAt, aRow, aColumn, slivers, at, beta, c, cAt, cStride);
    } else if (step == TALL) {
      TallTiles.multiply(depth, rows, columns, a, aAt, slivers, at, beta, c, cAt, cStride);
    } else {
      Tiles.multiply(
          depth, rows, columns, a, aAt, aRow, aColumn, slivers, at, beta, c, cAt, cStride);
    }
  }

  private static void copy(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, at + i * stride, to, toAt + i * toStride, columns);
    }
  }
}
