package org.isotopelm.model.neural;

import java.util.Locale;
import org.isotopelm.data.Batch;
import org.isotopelm.math.random.RandomStream;

/** The rows of a batch that go through a sequence model together; bound anew for each pass. */
final class SequenceRows {
  private Batch batch = new Batch(0, 0, 0);
  private int first;
  private int count;
  private int length;
  private int from;

  /**
   * N = R·T, asked before any activations are made.
   *
   * @param widest of the activations of a position
   * @throws ArithmeticException where those of N positions are too many for an array
   */
  static int positions(int rows, int context, int widest) {
    int positions = Math.multiplyExact(rows, context);
    if (Math.multiplyFull(positions, widest) > Integer.MAX_VALUE) {
      throw new ArithmeticException(
          String.format(Locale.ROOT, "%d activations of %d", positions, widest));
    }
    return positions;
  }

  /**
   * Binds these rows.
   *
   * @param first of the batch
   * @param count R
   * @param length T, inputs of a row that are looked at
   */
  SequenceRows bind(Batch batch, int first, int count, int length) {
    this.batch = batch;
    this.first = first;
    this.count = count;
    this.length = length;
    from = 0;
    return this;
  }

  /** Binds a row, of which positions before {@code from} have gone through the model before. */
  SequenceRows bindOn(Batch batch, int row, int from, int length) {
    bind(batch, row, 1, length);
    this.from = from;
    return this;
  }

  /** The first position that goes through the model; 0 but in a row that is gone on with. */
  int from() {
    return from;
  }

  /** Forgets all new positions but the last, whose keys and values are known by now. */
  void keepLast() {
    from = length - 1;
  }

  /** R. */
  int count() {
    return count;
  }

  /** T. */
  int length() {
    return length;
  }

  /** N = R·T, or what is new of a row that is gone on with. */
  int positions() {
    return count * (length - from);
  }

  /** The token at position t of the r-th of these rows. */
  int token(int r, int t) {
    return batch.inputs()[index(r, t)];
  }

  /** The first position that position t of the r-th row may look at. */
  int start(int r, int t) {
    return batch.starts()[index(r, t)];
  }

  /** Whether the rows have a state to go on from. */
  boolean stateful() {
    return batch.stateSize() > 0;
  }

  /** The states of all rows of the batch. */
  float[] state() {
    return batch.state();
  }

  /** Where the state of the r-th of these rows begins. */
  int stateAt(int r) {
    return (first + r) * batch.stateSize();
  }

  /** The key of the r-th row's dropout masks at one place in the model. */
  long dropoutKey(Pass pass, int place, int r) {
    return RandomStream.derive(RandomStream.derive(pass.dropoutKey, place), first + r);
  }

  /** Drops elements of x [R, T, C]. */
  void drop(Pass pass, int place, float[] x, int C) {
    if (pass.dropout.active()) {
      for (int r = 0; r < count; r++) {
        pass.dropout.apply(x, r * length * C, length * C, dropoutKey(pass, place, r));
      }
    }
  }

  private int index(int r, int t) {
    return (first + r) * batch.context() + t;
  }
}
