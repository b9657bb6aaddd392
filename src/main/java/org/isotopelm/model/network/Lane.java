package org.isotopelm.model.network;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.data.Batch;
import org.isotopelm.data.Passages;

/** Passages one after another, which a model reads in one go, its state carried through each. */
final class Lane {
  private final Passages passages;
  private final int[] members;

  /** [members + 1] where each passage begins in the lane, and where the lane ends. */
  private final int[] begins;

  Lane(Passages passages, List<Integer> members) {
    this.passages = passages;
    this.members = members.stream().mapToInt(Integer::intValue).toArray();
    begins = new int[this.members.length + 1];
    for (int m = 0; m < this.members.length; m++) {
      begins[m + 1] = begins[m] + passages.targets(this.members[m]);
    }
  }

  /** Number of targets. */
  int length() {
    return begins[members.length];
  }

  /**
   * Writes targets [from, from + context), or fewer at the end, as row {@code row} of the batch.
   */
  void fill(int from, Batch batch, int row) {
    int begin = row * batch.context();
    int end = Math.min(length(), from + batch.context());
    for (int position = from; position < end; ) {
      int m = memberAt(position);
      int n = Math.min(end, begins[m + 1]) - position;
      fill(m, position - begins[m], n, batch, begin, position - from);
      position += n;
    }
    for (int i = end - from; i < batch.context(); i++) {
      batch.inputs()[begin + i] = passages.split().endOfDocument();
      batch.targets()[begin + i] = Batch.IGNORED;
      batch.starts()[begin + i] = i;
    }
  }

  /** Targets [from, from + n) of a passage, as the row's from {@code i} on. */
  private void fill(int m, int from, int n, Batch batch, int begin, int i) {
    int passage = members[m];
    int at = begin + i;
    passages.inputs(passage, from, batch.inputs(), at, n);
    passages.copy(passages.first(passage) + from, batch.targets(), at, n);
    Arrays.fill(batch.starts(), at, at + n, from == 0 ? i : Batch.CARRIED);
  }

  /** Carries the scores of the row that was filled from here to where they belong. */
  void collect(int from, Seat seat, int row, float[] scores) {
    int width = seat.width;
    int begin = row * seat.batch.context();
    int end = Math.min(length(), from + seat.batch.context());
    for (int position = from; position < end; ) {
      int m = memberAt(position);
      int n = Math.min(end, begins[m + 1]) - position;
      int target = passages.first(members[m]) + position - begins[m];
      int at = (begin + position - from) * width;
      System.arraycopy(seat.results, at, scores, target * width, n * width);
      position += n;
    }
  }

  private int memberAt(int position) {
    int found = Arrays.binarySearch(begins, position);
    return found >= 0 ? found : -found - 2; // every passage has a target: begins are distinct
  }
}
