package org.isotopelm.model;

import org.isotopelm.data.Batch;
import org.isotopelm.param.ParameterSet;

/**
 * The architecture of a model that is trained by gradients: its parameters and how to compute with
 * them. It holds no values and no buffers, so one instance serves all threads.
 */
public interface NeuralModel {
  /** Names, shapes, roles, initial values. */
  ParameterSet parameters();

  /** Number of token ids, V. */
  int vocabulary();

  /** The most tokens that are seen before the predicted one. */
  int context();

  /**
   * Targets in a row of a {@link Batch}: the context for sequence models, 1 for positional ones.
   */
  int targetsPerRow();

  /** Buffers for one thread. */
  Worker worker();

  /** Computes with a model; one thread at a time. */
  interface Worker {
    /**
     * One part of a training step over rows [from, to).
     *
     * @param values parameters
     * @param scale multiplies the gradient: 1 / (targets of the whole step)
     * @param dropoutKey of the step and the seed; masks are a function of it and the row
     * @param gradients receives += scale · ∂Σnll/∂values
     * @return Σ nll over the counted targets, in nats
     */
    double gradients(
        float[] values,
        Batch batch,
        int from,
        int to,
        float scale,
        long dropoutKey,
        float[] gradients);

    /**
     * Scores rows [from, to) without dropout.
     *
     * @param nll [rows, targetsPerRow] receives each target's nll in nats; 0 where ignored
     */
    void score(float[] values, Batch batch, int from, int to, float[] nll);

    /**
     * The next token's logits after input {@code position} of one row.
     *
     * @param logits [V]
     */
    void logits(float[] values, Batch batch, int row, int position, float[] logits);
  }
}
