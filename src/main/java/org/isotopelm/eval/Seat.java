package org.isotopelm.eval;

import org.isotopelm.data.Batch;
import org.isotopelm.model.NeuralModel;

/** What one thread of an evaluation works with. */
final class Seat {
  final Batch batch;

  /** [rows, targetsPerRow] of the batch. */
  final float[] nll;

  private final NeuralModel.Worker worker;

  /** Whether the worker has seen the weights that are scored. */
  private boolean begun;

  Seat(NeuralModel.Worker worker, Batch batch) {
    this.worker = worker;
    this.batch = batch;
    nll = new float[batch.targets().length];
  }

  /** The weights may be others from now on. */
  void begin() {
    begun = false;
  }

  /** Scores the first rows of the batch. */
  void score(float[] values, int rows) {
    if (begun) {
      worker.sameWeights();
    }
    begun = true;
    worker.score(values, batch, 0, rows, nll);
  }
}
