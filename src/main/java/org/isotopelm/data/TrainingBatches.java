package org.isotopelm.data;

import java.util.Arrays;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;

/**
 * Cuts a split into windows and puts them into batches; every token is a target once an epoch.
 * Batch b is a function of its number, so a run can resume from the number and the model's state.
 *
 * <p>A sequence model gets the stream of targets, closed to a ring, in windows that begin at
 * another place each epoch; the last window is short. A positional model gets a window for each
 * target, with the tokens before it in its document, and end-of-document tokens before the
 * document's beginning.
 *
 * <p>The windows come in a random order. Rows are numbered over all batches; row g is window g mod
 * W of epoch g / W, in that epoch's order. So a batch is always full and may extend into the next
 * epoch.
 *
 * <p>A model that carries its state reads in order (Zaremba et al. 2014). The ring is cut into a
 * stream for each row, and their lengths differ by at most one token. Row r of an epoch's batch s
 * is the s-th window of stream r. The windows of an epoch's last batch are short.
 */
public final class TrainingBatches {
  private final TargetStream stream;
  private final int endOfDocument;
  private final int context;
  private final boolean positional;
  private final boolean inOrder;
  private final int rows;
  private final long windows;
  private final long key;

  /**
   * @param context inputs in a row
   * @param targetsPerRow {@code context} for sequence models, 1 for positional ones
   * @param rows windows in a batch
   * @throws ProblemException data: if the split has less than one window and the token after it
   */
  public TrainingBatches(
      TokenizedSplit split, int context, int targetsPerRow, int rows, long seed) {
    this(split, context, targetsPerRow, false, rows, seed);
  }

  /**
   * Batches for a sequence model that carries its state from batch to batch.
   *
   * @throws ProblemException like the constructor
   */
  public static TrainingBatches inOrder(TokenizedSplit split, int context, int rows, long seed) {
    return new TrainingBatches(split, context, context, true, rows, seed);
  }

  private TrainingBatches(
      TokenizedSplit split, int context, int targetsPerRow, boolean inOrder, int rows, long seed) {
    stream = new TargetStream(split);
    endOfDocument = split.endOfDocument();
    this.context = context;
    this.rows = rows;
    positional = targetsPerRow == 1 && !inOrder;
    this.inOrder = inOrder;
    key = RandomStream.of(seed, "batches").key();
    if (stream.size() < context + 1L) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              ("the training split has %d tokens, but at least %d are needed: a "
                  + "context of %d and the token after it; give more text, or a shorter "
                  + "model.context"),
              stream.size(),
              context + 1,
              context));
    }
    windows = countWindows();
  }

  private long countWindows() {
    if (inOrder) {
      return rows * Math.ceilDiv(Math.ceilDiv(stream.size(), rows), context);
    }
    return positional ? stream.size() : Math.ceilDiv(stream.size(), context);
  }

  /** Windows in an epoch. */
  public long windows() {
    return windows;
  }

  /** Fills all rows of batch {@code number}, counted from 0; allocates nothing. */
  public void fill(long number, Batch batch) {
    if (inOrder) {
      fillInOrder(number, batch);
    } else {
      fillShuffled(number, batch);
    }
  }

  private void fillShuffled(long number, Batch batch) {
    for (int row = 0; row < rows; row++) {
      long g = number * rows + row;
      long epoch = g / windows;
      long window = Permutation.at(RandomStream.derive(key, 2 * epoch), windows, g % windows);
      if (positional) {
        fillPositional(window, row, batch);
      } else {
        int count = (int) Math.min(context, stream.size() - window * context);
        fillSequence(place(epoch, window * context), count, false, row, batch);
      }
    }
  }

  private void fillInOrder(long number, Batch batch) {
    long batches = windows / rows;
    long epoch = number / batches;
    long skipped = number % batches * context;
    for (int row = 0; row < rows; row++) {
      long begin = streamStart(row) + skipped;
      int count = Math.clamp(streamStart(row + 1) - begin, 0, context);
      fillSequence(place(epoch, begin), count, skipped > 0, row, batch);
    }
  }

  /** Where the stream of a row begins in the ring; in a short text some streams are empty. */
  private long streamStart(int row) {
    return stream.size() * row / rows;
  }

  /** The position that is {@code distance} after the beginning of an epoch's ring. */
  private long place(long epoch, long distance) {
    long offset = Long.remainderUnsigned(RandomStream.derive(key, 2 * epoch + 1), stream.size());
    return (offset + distance) % stream.size();
  }

  /** The target at a position, after the tokens before it in its passage. */
  private void fillPositional(long position, int row, Batch batch) {
    int at = row * context;
    int document = stream.documentOf(position);
    int known = (int) Math.min(context, position - stream.passageStart(document));
    int missing = context - known;
    Arrays.fill(batch.inputs(), at, at + missing, endOfDocument);
    stream.copy(document, position - known, batch.inputs(), at + missing, known);
    stream.copy(document, position, batch.targets(), row, 1);
    number(position, batch, row, 1);
    int start = Math.max(0, missing - 1);
    for (int i = 0; i < context; i++) {
      batch.starts()[at + i] = Math.min(i, start);
    }
  }

  /**
   * Passages, or parts of them, from a position on; the ring continues at its beginning.
   *
   * @param goesOn whether the row's state is the state before the first position
   */
  private void fillSequence(long first, int count, boolean goesOn, int row, Batch batch) {
    int at = row * context;
    int[] inputs = batch.inputs();
    int[] targets = batch.targets();
    long position = first;
    for (int i = 0; i < count; ) {
      int document = stream.documentOf(position);
      long end = stream.passageEnd(document);
      int n = (int) Math.min(count - i, end - position);
      stream.copy(document, position, targets, at + i, n);
      number(position, batch, at + i, n);
      boolean begins = position == stream.passageStart(document);
      if (begins) {
        inputs[at + i] = endOfDocument;
      } else {
        stream.copy(document, position - 1, inputs, at + i, 1);
      }
      int start = i == 0 && goesOn && !begins ? Batch.CARRIED : i;
      System.arraycopy(targets, at + i, inputs, at + i + 1, n - 1);
      Arrays.fill(batch.starts(), at + i, at + i + n, start);
      i += n;
      position = end == stream.size() ? 0 : end;
    }
    for (int i = count; i < context; i++) {
      inputs[at + i] = endOfDocument;
      targets[at + i] = Batch.IGNORED;
      batch.starts()[at + i] = i;
    }
  }

  /** Where the targets stand in the split, if the batch asks for it. */
  private static void number(long first, Batch batch, int at, int n) {
    long[] positions = batch.positions();
    for (int i = 0; positions.length > 0 && i < n; i++) {
      positions[at + i] = first + i;
    }
  }
}
