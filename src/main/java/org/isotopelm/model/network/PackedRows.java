package org.isotopelm.model.network;

import java.util.Arrays;
import java.util.BitSet;
import org.isotopelm.data.Batch;
import org.isotopelm.data.Passages;

/**
 * The windows of all passages, several short ones in a row; each sees itself only, by {@link
 * Batch#starts()}. The longest window comes first, and each goes to the row that it fills best
 * (best fit decreasing, Johnson 1973: at most 11/9 of the fewest rows).
 */
final class PackedRows implements Rows {
  private static final int NONE = -1;

  private final Passages passages;
  private final Window window;
  private final int width;

  /** By window, in the order of rows: its passage, and its first input there. */
  private final int[] passage;

  private final int[] start;

  /** [rows + 1]: the first window of each row. */
  private final int[] firstWindow;

  /**
   * @param width inputs in a row, at least the window's context
   */
  PackedRows(Passages passages, Window window, int width) {
    this.passages = passages;
    this.window = window;
    this.width = width;
    int windows = 0;
    for (int p = 0; p < passages.count(); p++) {
      windows = Math.addExact(windows, window.count(passages.targets(p)));
    }
    int[] passageOf = new int[windows];
    int[] startOf = new int[windows];
    int[] lengths = new int[windows];
    for (int p = 0, w = 0; p < passages.count(); p++) {
      int targets = passages.targets(p);
      for (int k = 0; k < window.count(targets); k++, w++) {
        passageOf[w] = p;
        startOf[w] = k * window.stride();
        lengths[w] = window.length(startOf[w], targets);
      }
    }
    int[] rowOf = new int[windows];
    int rows = pack(lengths, width, rowOf);
    firstWindow = firsts(rowOf, rows);
    int[] order = order(rowOf, rows);
    passage = Arrays.stream(order).map(w -> passageOf[w]).toArray();
    start = Arrays.stream(order).map(w -> startOf[w]).toArray();
  }

  @Override
  public int count() {
    return firstWindow.length - 1;
  }

  @Override
  public void fill(int row, Batch batch, int at) {
    int begin = at * width;
    for (int w = firstWindow[row]; w < firstWindow[row + 1]; w++) {
      int length = length(w);
      int scoredFrom = window.scoredFrom(start[w]);
      passages.inputs(passage[w], start[w], batch.inputs(), begin, length);
      passages.copy(passages.first(passage[w]) + start[w], batch.targets(), begin, length);
      Arrays.fill(batch.targets(), begin, begin + scoredFrom, Batch.IGNORED);
      Arrays.fill(batch.starts(), begin, begin + length, begin - at * width);
      begin += length;
    }
    int end = (at + 1) * width;
    Arrays.fill(batch.inputs(), begin, end, passages.split().endOfDocument());
    Arrays.fill(batch.targets(), begin, end, Batch.IGNORED);
    for (int i = begin; i < end; i++) {
      batch.starts()[i] = i - at * width; // padding sees nothing and costs little
    }
  }

  @Override
  public void collect(int row, Seat seat, int at, float[] scores) {
    int each = seat.width;
    int begin = at * width;
    for (int w = firstWindow[row]; w < firstWindow[row + 1]; w++) {
      int length = length(w);
      int scoredFrom = window.scoredFrom(start[w]);
      int target = passages.first(passage[w]) + start[w] + scoredFrom;
      int from = (begin + scoredFrom) * each;
      System.arraycopy(seat.results, from, scores, target * each, (length - scoredFrom) * each);
      begin += length;
    }
  }

  private int length(int w) {
    return window.length(start[w], passages.targets(passage[w]));
  }

  /** Gives every length a row of {@code width}; returns the number of rows. */
  private static int pack(int[] lengths, int width, int[] rowOf) {
    // The rows with this much room left, as linked lists.
    int[] head = new int[width + 1];
    int[] next = new int[lengths.length];
    BitSet rooms = new BitSet(width + 1);
    Arrays.fill(head, NONE);
    int rows = 0;
    int[] ascending = order(lengths, width + 1);
    for (int i = lengths.length - 1; i >= 0; i--) {
      int w = ascending[i];
      int room = rooms.nextSetBit(lengths[w]);
      if (room < 0) {
        room = width;
        rowOf[w] = rows++;
      } else {
        rowOf[w] = head[room];
        head[room] = next[head[room]];
        rooms.set(room, head[room] != NONE);
      }
      int left = room - lengths[w];
      next[rowOf[w]] = head[left];
      head[left] = rowOf[w];
      rooms.set(left);
    }
    return rows;
  }

  /** The indices of {@code keys}, in [0, bound), sorted by key; equal keys stay in order. */
  private static int[] order(int[] keys, int bound) {
    int[] at = firsts(keys, bound);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[at[keys[i]]++] = i;
    }
    return order;
  }

  /** [bound + 1]: where each key begins when they are sorted. */
  private static int[] firsts(int[] keys, int bound) {
    int[] firsts = new int[bound + 1];
    for (int key : keys) {
      firsts[key + 1]++;
    }
    for (int key = 0; key < bound; key++) {
      firsts[key + 1] += firsts[key];
    }
    return firsts;
  }
}
