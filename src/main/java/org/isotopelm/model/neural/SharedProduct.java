package org.isotopelm.model.neural;

import org.isotopelm.math.Team;
import org.isotopelm.param.Parameter;

/**
 * C ← A·Wᵀ + β·C on a team, each task some columns of C. Our own products give a column the same
 * bits whatever stands beside it, so the result is that of one thread.
 */
final class SharedProduct {
  /**
   * Multiply-adds from which on it is worth waking others: some tens of microseconds of one row.
   */
  private static final long LEAST = 1 << 16;

  /** Columns of a task are a multiple of this: whole tiles. */
  private static final int COLUMNS = 32;

  private static final float[] NOTHING = {};

  private final Pass pass;
  private final boolean possible;
  private final Team.Task task = this::part;
  private float[] x = NOTHING;
  private int xAt;
  private int rows;
  private int in;
  private float[] y = NOTHING;
  private int yAt;
  private int out;
  private int weight; // where W begins
  private float beta;
  private int columns; // of a task

  /**
   * @param exact whether products have the same bits in parts
   */
  SharedProduct(Pass pass, boolean exact) {
    this.pass = pass;
    possible = exact && pass.team.threads() > 1;
  }

  /** Whether a product of so many multiply-adds is shared. */
  boolean pays(long multiplyAdds) {
    return possible && multiplyAdds >= LEAST;
  }

  /**
   * Multiplies.
   *
   * @param w W [out, in]
   * @param x [rows, in] from {@code xAt}
   * @param y [rows, out] from {@code yAt} receives the result
   */
  void multiply(Parameter w, float[] x, int xAt, float beta, float[] y, int yAt, int rows) {
    this.x = x;
    this.xAt = xAt;
    this.rows = rows;
    in = w.shape().get(1);
    this.y = y;
    this.yAt = yAt;
    out = w.shape().get(0);
    weight = w.offset();
    this.beta = beta;
    columns = Math.ceilDiv(Math.ceilDiv(out, pass.team.threads()), COLUMNS) * COLUMNS;
    pass.team.run(Math.ceilDiv(out, columns), task);
  }

  private void part(int number, int thread) {
    Pass own = pass.mate(thread);
    int first = number * columns;
    int width = Math.min(columns, out - first);
    own.products.multiply(
        own.a.bind(x, xAt, rows, in),
        own.b.bind(own.weights, weight + first * in, width, in).transpose(),
        beta,
        own.c.bind(y, yAt + first, rows, width).stride(out));
  }
}
