package org.isotopelm.model.dynamic;

import org.isotopelm.data.Batch;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;

/**
 * The targets between two updates, as a batch that shows each of them what a static network would
 * see. It is filled token by token, so a text that is scored whole and one that is read as it comes
 * give the same batches.
 */
abstract sealed class Segment permits CarriedSegment, PositionalSegment, WindowedSegment {
  private final int size;
  private final Batch batch;

  /** [size] where each target lies among those of the batch. */
  private final int[] places;

  private int count;

  Segment(int size, Batch batch) {
    this.size = size;
    this.batch = batch;
    places = new int[size];
  }

  /**
   * A segment of a model that sees documents through a window.
   *
   * @param size the number of targets
   * @param endOfDocument what is read before each document
   */
  static Segment of(NeuralModel model, Window window, int size, int endOfDocument) {
    if (model.targetsPerRow() == 1) {
      return new PositionalSegment(size, model.context(), endOfDocument);
    }
    return window.carried()
        ? new CarriedSegment(size, model.stateSize(), endOfDocument)
        : new WindowedSegment(size, window, endOfDocument);
  }

  /** A document begins. */
  abstract void begin();

  /** Adds a target, and shows it what stands before; returns its place among the batch's. */
  abstract int place(int target);

  /** What stands in the batch was learned from; the document goes on. */
  abstract void empty();

  /** Rows of the batch that hold a target, if there is one. */
  abstract int rows();

  /** The document's next token. */
  final void add(int target) {
    places[count] = place(target);
    count++;
  }

  /** The next {@code n} tokens of the split, which may be of several documents. */
  final void add(int[] tokens, int n, TokenizedSplit split) {
    for (int i = 0; i < n; i++) {
      add(tokens[i]);
      if (split.boundaries() && tokens[i] == split.endOfDocument()) {
        begin();
      }
    }
  }

  /** Drops all targets; the document goes on. */
  final void next() {
    empty();
    count = 0;
  }

  final Batch batch() {
    return batch;
  }

  /** Number of targets. */
  final int count() {
    return count;
  }

  final boolean isFull() {
    return count == size;
  }

  /** Where the last target lies among those of the batch. */
  final int lastPlace() {
    return count == 0 ? -1 : places[count - 1];
  }

  /** Carries the scores of the batch's targets to where they belong. */
  final void collect(float[] nll, float[] scores, int at) {
    for (int i = 0; i < count; i++) {
      scores[at + i] = nll[places[i]];
    }
  }
}
