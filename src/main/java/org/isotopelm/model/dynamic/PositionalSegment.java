package org.isotopelm.model.dynamic;

import java.util.Arrays;
import org.isotopelm.data.Batch;

/** A row for each target, whatever document it is of. */
final class PositionalSegment extends Segment {
  private final int endOfDocument;

  /** [context] the tokens before the next target. */
  private final int[] before;

  private int rows;

  PositionalSegment(int size, int context, int endOfDocument) {
    super(size, new Batch(size, context, 1));
    this.endOfDocument = endOfDocument;
    before = new int[context];
  }

  @Override
  void begin() {
    Arrays.fill(before, endOfDocument);
  }

  @Override
  int place(int target) {
    int context = before.length;
    System.arraycopy(before, 0, batch().inputs(), rows * context, context);
    batch().targets()[rows] = target;
    System.arraycopy(before, 1, before, 0, context - 1);
    before[context - 1] = target;
    return rows++;
  }

  @Override
  void empty() {
    rows = 0;
  }

  @Override
  int rows() {
    return rows;
  }
}
