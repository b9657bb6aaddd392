package org.isotopelm.data;

/**
 * Rows of token windows: what a model reads and what it must predict. Batches reuse their buffers.
 *
 * <p>A sequence model (gpt, lstm) has {@code targets == context}: target [row, i] follows input
 * [row, i]. A positional model (mlp) has {@code targets == 1}: the target follows the last input.
 *
 * <p>A recurrent model (lstm) may go on where a row of an earlier batch ended. Each row then has a
 * state. A pass reads it where {@link #starts()} says so, and overwrites it with the state after
 * the row.
 */
public final class Batch {
  /** A target that is not scored and gives no gradient. */
  public static final int IGNORED = -1;

  /** A start before the row: the document continues from the row's state. */
  public static final int CARRIED = -1;

  private static final float[] NO_STATE = {};

  private final int rows;
  private final int context;
  private final int targetsPerRow;
  private final int[] inputs;
  private final int[] targets;
  private final int[] starts;
  private final float[] state;
  private final SoftLoss softLoss;
  private final long[] positions;

  /**
   * @param rows windows
   * @param context inputs in a row
   * @param targetsPerRow {@code context}, or 1
   */
  public Batch(int rows, int context, int targetsPerRow) {
    this(rows, context, targetsPerRow, NO_STATE);
  }

  /**
   * A batch whose rows continue from a state.
   *
   * @param state [rows, S] floats, of this batch alone or shared by consecutive batches
   */
  public Batch(int rows, int context, int targetsPerRow, float[] state) {
    this(rows, context, targetsPerRow, state, SoftLoss.NONE);
  }

  /**
   * A batch whose loss is not the nll alone.
   *
   * @param state as of {@link #Batch(int, int, int, float[])}
   */
  public Batch(int rows, int context, int targetsPerRow, float[] state, SoftLoss softLoss) {
    this.rows = rows;
    this.context = context;
    this.targetsPerRow = targetsPerRow;
    inputs = new int[rows * context];
    targets = new int[rows * targetsPerRow];
    starts = new int[rows * context];
    this.state = state;
    this.softLoss = softLoss;
    positions = new long[softLoss.top() == 0 ? 0 : targets.length];
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
   * [rows, context]: the first index in its row that input [row, i] may see. If documents share a
   * row, each has its own start, and positions count from there. Always {@code <= i}. It is below 0
   * only for a model with a state: {@link #CARRIED} means that the document began in an earlier
   * row.
   */
  public int[] starts() {
    return starts;
  }

  /**
   * [rows, S]: the state of a recurrent model before each row, and after a pass the state behind
   * it.
   */
  public float[] state() {
    return state;
  }

  /** What its loss is beside the nll. */
  public SoftLoss softLoss() {
    return softLoss;
  }

  /**
   * [rows, targetsPerRow]: each target's number in the split, for its soft targets; of no meaning
   * where the target is ignored, and empty where there are no soft targets.
   */
  public long[] positions() {
    return positions;
  }

  /** S, the number of floats of a row's state; 0 without a state. */
  public int stateSize() {
    return rows == 0 ? 0 : state.length / rows;
  }

  /** The number of targets in rows [from, to) that are not ignored. */
  public int counted(int from, int to) {
    int counted = 0;
    for (int i = from * targetsPerRow; i < to * targetsPerRow; i++) {
      counted += targets[i] >= 0 ? 1 : 0;
    }
    return counted;
  }
}
