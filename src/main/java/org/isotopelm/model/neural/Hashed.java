package org.isotopelm.model.neural;

import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.param.ParameterSet;

/**
 * A log-linear n-gram with hashed features (Mikolov et al. 2011, "Strategies for training large
 * scale neural network language models", section 3.3): after the context w₁ … wₙ₋₁
 *
 * <pre>
 *   logits = Σ over k = 1 … n of row hₖ(the last k−1 tokens) of θₖ,   θₖ [rows, V]
 * </pre>
 *
 * so that θ₁ is a bias and θ₂ a matrix of bigrams. Mikolov's feature of token v is number h + v of
 * one array for all orders. Here contexts that collide share whole rows, so that a token's weight
 * is never another token's; each order has an array of its own, so that it can have a weight decay
 * of its own; and an order whose contexts all have room has no collisions. Weights start at zero.
 */
final class Hashed implements NeuralModel {
  final HashedTable[] tables; // by order; an array, as a list would make an iterator for each row
  final int vocabulary;
  private final HashedSpec spec;
  private final ParameterSet parameters;
  private final Engine engine;

  Hashed(HashedSpec spec, int vocabulary, Engine engine) {
    this.spec = spec;
    this.vocabulary = vocabulary;
    this.engine = engine;
    ParameterSet.Builder builder = ParameterSet.builder();
    List<HashedTable> all =
        IntStream.rangeClosed(1, spec.order())
            .mapToObj(k -> HashedTable.add(builder, k, vocabulary, spec.buckets().count()))
            .toList();
    tables = all.toArray(HashedTable[]::new);
    parameters = builder.build();
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public int context() {
    return spec.context();
  }

  @Override
  public int targetsPerRow() {
    return 1;
  }

  /** The weights that are added up for a target. */
  @Override
  public long multipliedWeights() {
    return (long) spec.order() * vocabulary;
  }

  @Override
  public List<InputRows> inputRows() {
    return List.of(tables);
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Worker worker(Products products, Team team) {
    return new HashedWorker(this, products, team);
  }
}
