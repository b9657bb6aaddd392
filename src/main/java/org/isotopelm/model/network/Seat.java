package org.isotopelm.model.network;

import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.neural.NeuralModel;

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

  /** Scores the first rows of the batch. */
  void score(Weights weights, int rows) {
    worker.score(weights, batch, 0, rows, nll);
  }
}
