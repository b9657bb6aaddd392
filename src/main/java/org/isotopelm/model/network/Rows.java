package org.isotopelm.model.network;

import org.isotopelm.data.Batch;

/** How the targets of a split lie in rows of batches; each counted target in exactly one row. */
sealed interface Rows permits PackedRows, PositionalRows {
  /** Number of rows. */
  int count();

  /** Writes a row's inputs, targets and starts as row {@code at} of the batch. */
  void fill(int row, Batch batch, int at);

  /**
   * Carries the scores of a row to where they belong.
   *
   * @param seat with the batch in which the row is number {@code at}
   * @param scores by target
   */
  void collect(int row, Seat seat, int at, float[] scores);
}
