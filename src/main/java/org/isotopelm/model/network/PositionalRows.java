package org.isotopelm.model.network;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.data.Passages;

/** One row for each target: the tokens before it, and EOD where the document has none yet. */
record PositionalRows(Passages passages, int context) implements Rows {
  @Override
  public int count() {
    return passages.targets();
  }

  @Override
  public void fill(int row, Batch batch, int at) {
    int passage = passages.passageOf(row);
    int position = row - passages.first(passage);
    int seen = Math.min(context, position + 1);
    int begin = at * context;
    Arrays.fill(batch.inputs(), begin, begin + context - seen, passages.split().beginOfDocument());
    passages.inputs(passage, position + 1 - seen, batch.inputs(), begin + context - seen, seen);
    Arrays.fill(batch.starts(), begin, begin + context, 0);
    passages.copy(row, batch.targets(), at, 1);
  }

  @Override
  public void collect(int row, Seat seat, int at, float[] scores) {
    int width = seat.width;
    System.arraycopy(seat.results, at * width, scores, row * width, width);
  }
}
