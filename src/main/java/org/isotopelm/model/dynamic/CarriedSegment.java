package org.isotopelm.model.dynamic;

import java.util.Arrays;
import org.isotopelm.data.Batch;

/** One row, which goes on from the state that the row before it left. */
final class CarriedSegment extends Segment {
  private final int endOfDocument;
  private int input;
  private int length;

  /** Where in the row the document begins. */
  private int start;

  CarriedSegment(int size, int stateSize, int endOfDocument) {
    super(size, new Batch(1, size, size, new float[stateSize]));
    this.endOfDocument = endOfDocument;
    input = endOfDocument;
    pad();
  }

  @Override
  void begin() {
    input = endOfDocument;
    start = length;
  }

  @Override
  int place(int target) {
    batch().inputs()[length] = input;
    batch().targets()[length] = target;
    batch().starts()[length] = start;
    input = target;
    return length++;
  }

  @Override
  void empty() {
    start = start == length ? 0 : Batch.CARRIED;
    length = 0;
    pad();
  }

  private void pad() {
    Arrays.fill(batch().inputs(), endOfDocument);
    Arrays.fill(batch().targets(), Batch.IGNORED);
    Arrays.setAll(batch().starts(), i -> i);
  }

  @Override
  int rows() {
    return 1;
  }
}
