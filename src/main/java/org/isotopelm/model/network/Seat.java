package org.isotopelm.model.network;

import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.neural.NeuralModel;

/** What one thread of an evaluation works with. */
final class Seat {
  final Batch batch;

  /** [rows, targetsPerRow, width] of the batch. */
  final float[] results;

  /** What is found out of a target: its nll, or V probabilities. */
  final int width;

  private final NeuralModel.Worker worker;

  private Seat(NeuralModel.Worker worker, Batch batch, int width) {
    this.worker = worker;
    this.batch = batch;
    this.width = width;
    results = new float[Math.multiplyExact(batch.targets().length, width)];
  }

  /** One that finds out the nll of targets. */
  Seat(NeuralModel.Worker worker, Batch batch) {
    this(worker, batch, 1);
  }

  /** The same that finds out what may stand in the place of each target. */
  Seat ofDistributions(int vocabulary) {
    return new Seat(worker, batch, vocabulary);
  }

  /** Scores the first rows of the batch. */
  void score(Weights weights, int rows) {
    if (width == 1) {
      worker.score(weights, batch, 0, rows, results);
    } else {
      worker.distributions(weights, batch, 0, rows, results);
    }
  }
}
