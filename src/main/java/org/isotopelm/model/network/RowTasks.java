package org.isotopelm.model.network;

import org.isotopelm.math.product.Weights;

/**
 * Rows that know nothing of each other, some in a batch.
 *
 * @param rows of a batch
 */
record RowTasks(Rows all, int rows) implements Tasks {
  @Override
  public int count() {
    return Math.ceilDiv(all.count(), rows);
  }

  @Override
  public void score(int task, Seat seat, Weights weights, float[] scores) {
    int from = task * rows;
    int count = Math.min(rows, all.count() - from);
    for (int at = 0; at < count; at++) {
      all.fill(from + at, seat.batch, at);
    }
    seat.score(weights, count);
    for (int at = 0; at < count; at++) {
      all.collect(from + at, seat, at, scores);
    }
  }
}
