package org.isotopelm.data;

/**
 * Rows of token windows: what a model reads and what it must predict. Buffers are reused.
 *
 * <p>A sequence model (gpt) has {@code targets == context}: target [row, i] follows input [row, i].
 * A positional one (mlp) has {@code targets == 1}: the target follows the last input.
 */
public final class Batch {
  /** A target that is not scored and gives no gradient. */
  public static final int IGNORED = -1;

  private final int rows;
  private final int context;
  private final int targetsPerRow;
  private final int[] inputs;
  private final int[] targets;
  private final int[] starts;

  /**
   * @param rows windows
   * @param context inputs in a row
   * @param targetsPerRow {@code context}, or 1
   */
  public Batch(int rows, int context, int targetsPerRow) {
    this.rows = rows;
    this.context = context;
    this.targetsPerRow = targetsPerRow;
    inputs = new int[rows * context];
    targets = new int[rows * targetsPerRow];
    starts = new int[rows * context];
  }

  public int rows() {
    return rows;
  }

  public int context() {
    return context;
  }

  public int targetsPerRow() {
    return targetsPerRow;
  }

  /** [rows, context] token ids. */
  public int[] inputs() {
    return inputs;
  }

  /** [rows, targetsPerRow] token ids, or {@link #IGNORED}. */
  public int[] targets() {
    return targets;
  }

  /**
   * [rows, context]: the first index in its row that input [row, i] may look at. Where documents
   * share a row each has its own start; positions are counted from there. Always {@code <= i}.
   */
  public int[] starts() {
    return starts;
  }

  /** Targets that count in rows [from, to). */
  public int counted(int from, int to) {
    int counted = 0;
    for (int i = from * targetsPerRow; i < to * targetsPerRow; i++) {
      counted += targets[i] >= 0 ? 1 : 0;
    }
    return counted;
  }
}
