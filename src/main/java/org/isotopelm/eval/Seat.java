package org.isotopelm.eval;

import org.isotopelm.data.Batch;
import org.isotopelm.model.NeuralModel;

/** What one thread of an evaluation works with. */
final class Seat {
  final Batch batch;

  /** [rows, targetsPerRow] of the batch. */
  final float[] nll;

  private final NeuralModel.Worker worker;

  Seat(NeuralModel.Worker worker, Batch batch) {
    this.worker = worker;
    this.batch = batch;
    nll = new float[batch.targets().length];
  }

  /** The weights may be others from now on, for all that share with this one. */
  void begin() {
    worker.weightsChanged();
  }

  /** Scores the first rows of the batch. */
  void score(float[] values, int rows) {
    worker.sameWeights();
    worker.score(values, batch, 0, rows, nll);
  }
}
