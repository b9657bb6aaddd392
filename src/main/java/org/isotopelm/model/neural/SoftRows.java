package org.isotopelm.model.neural;

import org.isotopelm.data.SoftLoss;

/**
 * The soft targets of some rows, and what they change in the logits' gradient. With q of the
 * teacher, p of the model, q_r and p_r of all tokens that are not among the K of a row, the loss
 *
 * <pre>
 *   (1 − α)·nll − α·(Σ over K of q·ln p + q_r·ln p_r)
 * </pre>
 *
 * has the gradient p − α·q − (1 − α)·[is the target] at the logit of one of the K, and p·(1 −
 * α·q_r/p_r) − (1 − α)·[is the target] at another. So all of a row's p are multiplied by 1 −
 * α·q_r/p_r, and the K get what they then lack.
 */
final class SoftRows {
  /**
   * The least p_r: where it is smaller, what float sums leave of 1 says nothing about it. A smaller
   * q_r than this changes nothing either.
   */
  private static final float LEAST = 1e-5f;

  private int top;
  private float weight;
  private int[] ids = {}; // [rows, K] ascending
  private float[] changes = {}; // [rows, K] q, then what is added to the gradient
  private int[] next = {}; // [rows] the first that is not added yet

  /** Begins with rows of this loss. */
  void begin(SoftLoss loss, int rows) {
    top = loss.top();
    weight = loss.weight();
    if (top == 0) {
      return;
    }
    if (ids.length < rows * top) {
      ids = new int[rows * top];
      changes = new float[rows * top];
    }
    if (next.length < rows) {
      next = new int[rows];
    }
  }

  /** Reads the row of a target. */
  void read(SoftLoss loss, long target, int row) {
    loss.copy(target, ids, changes, row * top);
    next[row] = row * top;
  }

  /** A row whose target is ignored. */
  void skip(int row) {
    next[row] = (row + 1) * top;
  }

  /** K. */
  int top() {
    return top;
  }

  /** The k-th id of a row. */
  int id(int row, int k) {
    return ids[row * top + k];
  }

  /** The teacher's probability of the k-th id. */
  float probability(int row, int k) {
    return changes[row * top + k];
  }

  /**
   * How much of p the tokens outside the K give up: α·q_r/p_r.
   *
   * @param known Σ over the K of q
   * @param own Σ over the K of p
   */
  float share(double known, double own) {
    double rest = Math.max(0, 1 - known);
    return (float) (weight * rest / Math.max(LEAST, 1 - own));
  }

  /** Turns q of the k-th id into what its gradient lacks; {@code p} is scale·p. */
  void change(int row, int k, float p, float share, float scale) {
    int at = row * top + k;
    changes[at] = p * share - scale * weight * changes[at];
  }

  /** What the gradient of the k-th id lacks. */
  float lacking(int row, int k) {
    return changes[row * top + k];
  }

  /**
   * Adds what the gradients of a panel of words lack. Panels come one after another.
   *
   * @param gradient [words, rows], word {@code first} at {@code at}, each {@code stride} after the
   *     one before
   */
  void add(float[] gradient, int at, int stride, int first, int words, int rows) {
    for (int row = 0; row < rows; row++) {
      int k = next[row];
      for (int end = (row + 1) * top; k < end && ids[k] < first + words; k++) {
        gradient[at + (ids[k] - first) * stride + row] += changes[k];
      }
      next[row] = k;
    }
  }
}
