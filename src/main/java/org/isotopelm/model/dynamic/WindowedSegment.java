package org.isotopelm.model.dynamic;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.model.network.Window;

/**
 * A row for each window. Where a segment ends within a window, the next one shows the window's
 * inputs again.
 */
final class WindowedSegment extends Segment {
  private final Window window;
  private final int endOfDocument;
  private int row;

  /** Inputs of the row. */
  private int length;

  WindowedSegment(int size, Window window, int endOfDocument) {
    // Each row but the first and the last has a target.
    super(size, new Batch(size + 2, window.context(), window.context()));
    this.window = window;
    this.endOfDocument = endOfDocument;
    clear(0);
  }

  @Override
  void begin() {
    if (lastPlace() >= row * window.context()) {
      row++;
    }
    clear(row);
    length = 0;
    input(endOfDocument);
  }

  @Override
  int place(int target) {
    int place = row * window.context() + length - 1;
    batch().targets()[place] = target;
    if (length == window.context()) {
      slide();
    }
    input(target);
    return place;
  }

  private void slide() {
    int kept = window.context() - window.stride();
    int end = (row + 1) * window.context();
    row++;
    clear(row);
    length = 0;
    for (int i = end - kept; i < end; i++) {
      input(batch().inputs()[i]);
    }
  }

  private void input(int token) {
    int at = row * window.context() + length;
    batch().inputs()[at] = token;
    batch().starts()[at] = 0;
    length++;
  }

  /** Padding sees nothing and costs little. */
  private void clear(int row) {
    int begin = row * window.context();
    int end = begin + window.context();
    Arrays.fill(batch().inputs(), begin, end, endOfDocument);
    Arrays.fill(batch().targets(), begin, end, Batch.IGNORED);
    for (int i = begin; i < end; i++) {
      batch().starts()[i] = i - begin;
    }
  }

  @Override
  void empty() {
    int[] inputs =
        Arrays.copyOfRange(
            batch().inputs(), row * window.context(), row * window.context() + length);
    row = 0;
    clear(0);
    length = 0;
    for (int token : inputs) {
      input(token);
    }
  }

  @Override
  int rows() {
    return lastPlace() < 0 ? 0 : lastPlace() / window.context() + 1;
  }
}
