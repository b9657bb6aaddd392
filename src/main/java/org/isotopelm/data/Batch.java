package org.isotopelm.data;

/**
 * Rows of token windows: what a model reads and what it must predict. Buffers are reused.
 *
 * <p>A sequence model (gpt, lstm) has {@code targets == context}: target [row, i] follows input
 * [row, i]. A positional one (mlp) has {@code targets == 1}: the target follows the last input.
 *
 * <p>A recurrent model (lstm) may go on where a row of an earlier batch ended: each row then has a
 * state, which a pass reads where {@link #starts()} says so and leaves as it is after the row.
 */
public final class Batch {
  /** A target that is not scored and gives no gradient. */
  public static final int IGNORED = -1;

  /** A start before the row: its document goes on from the row's state. */
  public static final int CARRIED = -1;

  private static final float[] NO_STATE = {};

  private final int rows;
  private final int context;
  private final int targetsPerRow;
  private final int[] inputs;
  private final int[] targets;
  private final int[] starts;
  private final float[] state;

  /**
   * @param rows windows
   * @param context inputs in a row
   * @param targetsPerRow {@code context}, or 1
   */
  public Batch(int rows, int context, int targetsPerRow) {
    this(rows, context, targetsPerRow, NO_STATE);
  }

  /**
   * A batch whose rows go on from each other's state.
   *
   * @param state [rows, S] floats, the batch's own or that of batches which follow one another
   */
  public Batch(int rows, int context, int targetsPerRow, float[] state) {
    this.rows = rows;
    this.context = context;
    this.targetsPerRow = targetsPerRow;
    inputs = new int[rows * context];
    targets = new int[rows * targetsPerRow];
    starts = new int[rows * context];
    this.state = state;
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
   * share a row each has its own start; positions are counted from there. Always {@code <= i}, and
   * never below 0 but for a model with a state, to which {@link #CARRIED} says that the document
   * began in an earlier row.
   */
  public int[] starts() {
    return starts;
  }

  /** [rows, S]: what a recurrent model knows before each row, and after a pass behind it. */
  public float[] state() {
    return state;
  }

  /** S, floats of a row's state; 0 where nothing is carried. */
  public int stateSize() {
    return rows == 0 ? 0 : state.length / rows;
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
