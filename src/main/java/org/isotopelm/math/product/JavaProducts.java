package org.isotopelm.math.product;

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

  private static final int TALL_ROWS = (HEIGHT / TallRows.FOUR + TallRows.SLACK) * TallRows.GROUP;

  private float[] packed = new float[0]; // slivers [⌈n/COLUMNS⌉, depth, COLUMNS]
  private long made; // multiply-adds so far, while they are few
  private float[] tallRows = new float[0]; // of A [groups, GROUP]
  private final ColdStart start;
  private final PackedWeights weights;
  private boolean cold; // in the product that is being made
  private final Tile tile = new Tile();
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

  /**
   * Floats that a thread's products copy as they multiply, at most.
   *
   * @param columns of the widest right operand that is not of weights
   */
  public static long copies(int columns) {
    return (long) Slivers.width(columns) * DEPTH + TALL_ROWS;
  }

  @Override
  public Products mate() {
    return new JavaProducts(start, weights, made);
  }

  @Override
  public void multiply(Matrix a, Matrix b, float beta, Matrix c) {
    c.requireProductOf(a, b);
    if (b.weights != null) {
      multiply(a, weights.packed(b, b.weights), beta, c);
      return;
    }
    cold = start.isOn();
    int k = a.width();
    if (k == 0) {
      scale(beta, c);
    }
    reserve(c.columns);
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      Slivers.copyRows(b, from, depth, packed, cold);
      panels(a, from, depth, packed, 0, from == 0 ? beta : 1, c);
    }
  }

  @Override
  public void pack(Matrix b, PackedMatrix result) {
    result.source.bind(b);
    int n = b.width();
    float[] slivers = result.reserve(Slivers.width(n) * b.height());
    Slivers.copyColumns(b, 0, n, slivers, start.isOn());
  }

  @Override
  public void multiply(Matrix a, PackedMatrix b, float beta, Matrix c) {
    c.requireProductOf(a, b.source);
    multiply(a, b.slivers, beta, c);
  }

  /** C ← A·slivers + β·C. */
  private void multiply(Matrix a, float[] slivers, float beta, Matrix c) {
    cold = start.isOn();
    int k = a.width();
    int width = Slivers.width(c.columns);
    for (int from = 0; from < k; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      panels(a, from, depth, slivers, from * width, from == 0 ? beta : 1, c);
    }
  }

  /**
   * C ← A·slivers + β·C over columns {@code from} to {@code from + depth} of A, by as much of A and
   * of the slivers as stays in the second cache.
   */
  private void panels(
      Matrix a, int from, int depth, float[] slivers, int at, float beta, Matrix c) {
    int n = c.columns;
    int most = Math.max(1, BLOCK / depth / COLUMNS) * COLUMNS;
    boolean copies = copies(c.rows, n, depth);
    tile.depth = depth;
    tile.b = slivers;
    tile.beta = beta;
    tile.c = c.array;
    tile.cStride = c.stride;
    for (int top = 0; top < c.rows; top += HEIGHT) {
      int height = Math.min(HEIGHT, c.rows - top);
      int first = a.at + from * a.columnStep() + top * a.rowStep();
      int tall = copies ? copyRows(height, c.rows - top, depth, a, first) : 0;
      for (int j = 0; j < n; j += most) {
        int width = Math.min(most, n - j);
        int block = at + j * depth;
        int to = c.at + top * c.stride + j;
        left(tallRows, TallRows.STEP, 1);
        panel(TALL, tall, width, 0, block, c, to);
        left(a.array, a.rowStep(), a.columnStep());
        int rest = first + tall * a.rowStep();
        panel(ROWS, height - tall, width, rest, block, c, to + tall * c.stride);
      }
    }
  }

  /** Whether rows of A are copied; counts what is about to be made. */
  private boolean copies(int m, int n, int depth) {
    boolean copies = TallTiles.USED && n >= WIDE && made > SHORT && !cold;
    if (made <= SHORT) {
      made += (long) m * n * depth;
      if (made > SHORT) {
        start.end();
      }
    }
    return copies;
  }

  private void left(float[] a, int rowStep, int columnStep) {
    tile.a = a;
    tile.aRow = rowStep;
    tile.aColumn = columnStep;
  }

  /**
   * Copies rows of A for tall tiles; says how many. A few that are left over are not worth it.
   *
   * @param height of the block
   * @param rows that A has from the block's beginning on
   * @param at where the block begins
   */
  private int copyRows(int height, int rows, int depth, Matrix a, int at) {
    if (tallRows.length == 0) {
      tallRows = new float[TALL_ROWS];
    }
    int whole = height / TALL * TALL;
    int tall = height - whole > ROWS ? whole + TALL : whole;
    int groups = tall / TallRows.FOUR;
    TallRows.copy(groups, rows, depth, a.array, at, a.rowStep(), a.columnStep(), tallRows);
    return Math.min(tall, height);
  }

  private static void scale(float beta, Matrix c) {
    for (int i = 0; i < c.rows; i++) {
      for (int j = 0; j < c.columns; j++) {
        int at = c.at + i * c.stride + j;
        c.array[at] = beta == 0 ? 0 : beta * c.array[at];
      }
    }
  }

  private void reserve(int n) {
    int size = Slivers.width(n) * DEPTH;
    if (packed.length < size) {
      packed = new float[size];
    }
  }

  /**
   * C [m, n] ← A·slivers + β·C of so few rows and columns, tile after tile along the rows: C may
   * come from far away, and the machine fetches ahead what lies behind one another.
   *
   * @param step rows of a tile: {@code ROWS}, or {@code TALL}, which read the copy
   * @param cAt where the panel begins in C
   */
  private void panel(int step, int m, int n, int aAt, int bAt, Matrix c, int cAt) {
    for (int i = 0; i < m; i += step) {
      int rows = Math.min(step, m - i);
      boolean fits = step == TALL || Tiles.fits(rows);
      tile.rows = rows;
      tile.aAt = aAt + i * tile.aRow;
      for (int j = 0; j < n; j += COLUMNS) {
        int columns = Math.min(COLUMNS, n - j);
        tile.columns = columns;
        tile.bAt = bAt + j * tile.depth;
        tile.cAt = cAt + i * c.stride + j;
        if (fits && columns == COLUMNS) {
          compute(step);
        } else {
          computeInCorner(step, c);
        }
      }
    }
  }

  /** A tile for which C has no room. */
  private void computeInCorner(int step, Matrix c) {
    int to = tile.cAt;
    if (tile.beta != 0) {
      Slivers.copy(tile.rows, tile.columns, c.array, to, c.stride, corner, 0, COLUMNS);
    }
    tile.c = corner;
    tile.cAt = 0;
    tile.cStride = COLUMNS;
    compute(step);
    tile.c = c.array;
    tile.cStride = c.stride;
    Slivers.copy(tile.rows, tile.columns, corner, 0, COLUMNS, c.array, to, c.stride);
  }

  private void compute(int step) {
    if (cold) {
      PlainProducts.tile(tile);
    } else if (step == TALL) {
      TallTiles.multiply(tile);
    } else {
      Tiles.multiply(tile);
    }
  }
}
