package org.isotopelm.eval;

import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.param.ParameterSet;

/**
 * A model whose score of a target is a hash of exactly what it was shown before it: any change in
 * what is seen changes the score.
 */
public record SeenModel(int vocabulary, int context, boolean positional) implements NeuralModel {
  @Override
  public ParameterSet parameters() {
    return ParameterSet.builder().build();
  }

  @Override
  public int targetsPerRow() {
    return positional ? 1 : context;
  }

  @Override
  public Engine engine() {
    return Engine.reference();
  }

  @Override
  public Worker worker(Products products, Team team) {
    return new HashWorker(vocabulary);
  }

  /** The score of {@code target} after inputs [from, to]. */
  public static float nll(int[] inputs, int from, int to, int target) {
    long key = 1;
    for (int i = from; i <= to; i++) {
      key = RandomStream.derive(key, inputs[i]);
    }
    return (RandomStream.bits(key, target) >>> 44) * 0x1.0p-18f; // 20 bits: [0, 4)
  }

  private record HashWorker(int vocabulary) implements Worker {
    @Override
    public double gradients(
        Weights weights,
        Batch batch,
        int from,
        int to,
        float scale,
        long dropoutKey,
        float[] gradients) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void distributions(
        Weights weights, Batch batch, int from, int to, float[] probabilities) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void score(Weights weights, Batch batch, int from, int to, float[] nll) {
      int targets = batch.targetsPerRow();
      for (int row = from; row < to; row++) {
        for (int t = 0; t < targets; t++) {
          int target = batch.targets()[row * targets + t];
          int input = batch.context() - targets + t;
          nll[row * targets + t] = target < 0 ? 0 : after(batch, row, input, target);
        }
      }
    }

    @Override
    public void logits(Weights weights, Batch batch, int row, int position, float[] logits) {
      for (int id = 0; id < vocabulary; id++) {
        logits[id] = -after(batch, row, position, id);
      }
    }

    private static float after(Batch batch, int row, int position, int target) {
      int begin = row * batch.context();
      int seen = batch.starts()[begin + position];
      return nll(batch.inputs(), begin + seen, begin + position, target);
    }
  }
}
