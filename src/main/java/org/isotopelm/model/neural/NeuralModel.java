package org.isotopelm.model.neural;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.JavaProducts;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;

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

  /** Positions that go through an lstm together, if rows are not longer. */
  int MOST_POSITIONS = 1024;

  /**
   * Targets in a row of a {@link Batch} to train on: the context for sequence models, 1 for
   * positional ones.
   */
  int targetsPerRow();

  /**
   * Floats of the state that a row can hand on to the next one ({@link Batch#state()}); 0 for
   * models that see nothing but their row.
   */
  default int stateSize() {
    return 0;
  }

  /** Floats of the hidden state that the output reads, in models with a state; 0 in others. */
  default int hiddenWidth() {
    return 0;
  }

  /**
   * The parameters of which a pass reads only some rows, such as an embedding; empty where the
   * output layer needs every row.
   */
  default List<InputRows> inputRows() {
    return List.of();
  }

  /**
   * Floating-point operations to train on one target, as such rates are commonly told (Chowdhery et
   * al. 2022, appendix B): 6 for each weight of a matrix that is multiplied with; a fused
   * multiply-add counts as 2.
   */
  default long flopsPerTarget() {
    return 6 * multipliedWeights();
  }

  /** Weights of the matrices that are multiplied with; a tied embedding is one. */
  default long multipliedWeights() {
    boolean tied = parameters().parameters().stream().noneMatch(p -> p.role() == Role.HEAD);
    return parameters().parameters().stream()
        .filter(p -> Role.MATRIX.contains(p.role()) || (tied && p.role() == Role.TOKEN_EMBEDDING))
        .mapToLong(p -> p.size())
        .sum();
  }

  /**
   * Weights of the matrices of which products may keep copies while a model trains: all but heads.
   */
  default long packedWeights() {
    return parameters().parameters().stream()
        .filter(p -> Role.MATRIX.contains(p.role()) && p.role() != Role.HEAD)
        .mapToLong(p -> p.size())
        .sum();
  }

  /**
   * Floats of the copies of activations that products of our own make in each thread while a model
   * trains, at most: of the input of the widest matrix, for the matrix' gradient, and of what the
   * output reads.
   */
  default long packedActivations() {
    List<Parameter> all = parameters().parameters();
    Role output =
        all.stream().anyMatch(p -> p.role() == Role.HEAD) ? Role.HEAD : Role.TOKEN_EMBEDDING;
    int widest = 0;
    long outputs = 0;
    for (Parameter p : all) {
      boolean isOutput = p.role() == output && p.shape().size() == 2;
      if (isOutput || Role.MATRIX.contains(p.role())) {
        widest = Math.max(widest, p.shape().getLast());
      }
      if (isOutput) {
        outputs += OutputLayer.copies(vocabulary(), p.shape().getLast());
      }
    }
    return JavaProducts.copies(widest) + outputs;
  }

  /** How the model computes. */
  Engine engine();

  /** The same architecture, whose gradients are those of the scores. */
  default NeuralModel withoutDropout() {
    return this;
  }

  /**
   * Buffers for one thread, which multiplies by these products.
   *
   * @param team shares the passes without gradients, for who has but one at a time; the bits are
   *     those of one thread. Only the worker's own thread may run it
   */
  Worker worker(Products products, Team team);

  /** Buffers for one thread, which multiplies by these products. */
  default Worker worker(Products products) {
    return worker(products, new Team(1));
  }

  /** Buffers for one thread, which a team helps. */
  default Worker worker(Team team) {
    return worker(engine().products().get(), team);
  }

  /** Buffers for one thread. */
  default Worker worker() {
    return worker(engine().products().get());
  }

  /** Buffers for some threads, which share what they make of the weights until these change. */
  default List<Worker> workers(int count) {
    Products first = engine().products().get();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(worker(i == 0 ? first : first.mate()));
    }
    return List.copyOf(workers);
  }

  /** Computes with a model; one thread at a time. */
  interface Worker {
    /**
     * One part of a training step over rows [from, to). No gradient flows into the state that a row
     * begins with.
     *
     * @param weights the parameters' values
     * @param scale multiplies the gradient: 1 / (targets of the whole step)
     * @param dropoutKey of the step and the seed; masks are a function of it and the row
     * @param gradients receives += scale · ∂Σnll/∂weights, or where the batch has soft targets, the
     *     gradient of {@link Batch#softLoss()}'s loss
     * @return Σ nll over the counted targets, in nats
     */
    double gradients(
        Weights weights,
        Batch batch,
        int from,
        int to,
        float scale,
        long dropoutKey,
        float[] gradients);

    /**
     * Scores rows [from, to) without dropout. Where a state is carried, rows may be longer than the
     * model's context, while all of them have up to {@link #MOST_POSITIONS} positions; what follows
     * the last target that counts is not looked at, and the state stands there.
     *
     * @param nll [rows, targetsPerRow] receives each target's nll in nats; 0 where ignored
     */
    void score(Weights weights, Batch batch, int from, int to, float[] nll);

    /**
     * The same passes for whole distributions: the probability of every token at each target.
     *
     * @param probabilities [rows, targetsPerRow, V]; what belongs to an ignored target is left
     */
    void distributions(Weights weights, Batch batch, int from, int to, float[] probabilities);

    /**
     * The next token's logits after input {@code position} of one row, where its state then stands.
     *
     * @param logits [V]
     */
    void logits(Weights weights, Batch batch, int row, int position, float[] logits);

    /**
     * The same where the last call was for an earlier position of the same row, whose inputs are
     * still the same: what is kept of these need not be computed again. Not for models with a
     * state.
     *
     * @param from the first input that the last call has not seen; 0 to begin
     */
    default void advance(
        Weights weights, Batch batch, int row, int from, int position, float[] logits) {
      logits(weights, batch, row, position, logits);
    }

    /**
     * What the output reads after input {@code position} of one row, where its state then stands.
     * Only for models with a state.
     *
     * @param hidden receives {@link NeuralModel#hiddenWidth()} floats
     */
    default void hidden(Weights weights, Batch batch, int row, int position, float[] hidden) {
      throw new UnsupportedOperationException("a model without a state");
    }
  }
}
