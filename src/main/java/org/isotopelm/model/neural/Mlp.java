package org.isotopelm.model.neural;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * The neural n-gram of Bengio et al. 2003, "A Neural Probabilistic Language Model":
 *
 * <pre>
 *   h₀ = the embeddings of the context's tokens, concatenated
 *   hᵢ = activation(hᵢ₋₁·Wᵢᵀ + bᵢ)   + hᵢ₋₁ if residual and of the same width
 *   logits = hₙ·Uᵀ + b               + h₀·Dᵀ if direct
 * </pre>
 *
 * Matrices start Normal(0, 1/√inputs), embeddings with the spec's standard deviation.
 */
final class Mlp implements NeuralModel {
  final ModelSpec.Mlp spec;
  final int vocabulary;
  final Parameter embedding; // [V, embedding]
  final List<Linear> hidden;
  final Linear head;
  final @Nullable Linear direct;
  private final ParameterSet parameters;
  private final Engine engine;

  Mlp(ModelSpec.Mlp spec, int vocabulary, Engine engine) {
    this.spec = spec;
    this.vocabulary = vocabulary;
    this.engine = engine;
    ParameterSet.Builder builder = ParameterSet.builder();
    embedding =
        builder.add(
            "embedding.weight",
            Role.TOKEN_EMBEDDING,
            -1,
            new Initial.Normal(spec.embeddingStd()),
            vocabulary,
            spec.embedding());
    int concatenated = spec.context() * spec.embedding();
    int width = concatenated;
    hidden = new ArrayList<>();
    for (int size : spec.hidden()) {
      int layer = hidden.size();
      hidden.add(
          add(builder, "hidden." + layer, Role.FEED_FORWARD, layer, width, size, spec.biases()));
      width = size;
    }
    head = spec.tied() ? tiedHead(builder, width) : head(builder, "head", width, spec.biases());
    direct = spec.direct() ? head(builder, "direct", concatenated, false) : null;
    parameters = builder.build();
  }

  private Linear tiedHead(ParameterSet.Builder builder, int width) {
    if (width != spec.embedding()) {
      throw new IllegalArgumentException(
          "a tied output needs a last hidden width of "
              + spec.embedding()
              + ", the embedding's, but it is "
              + width);
    }
    return new Linear(
        embedding, spec.biases() ? Linear.addBias(builder, "head", -1, vocabulary) : null);
  }

  private Linear head(ParameterSet.Builder builder, String name, int in, boolean biases) {
    return add(builder, name, Role.HEAD, -1, in, vocabulary, biases);
  }

  private static Linear add(
      ParameterSet.Builder builder,
      String name,
      Role role,
      int layer,
      int in,
      int out,
      boolean biases) {
    return Linear.add(builder, name, role, layer, 1 / Math.sqrt(in), in, out, biases);
  }

  /** Whether hidden layer i adds its input to its output. */
  boolean residual(int layer) {
    return spec.residual() && hidden.get(layer).in() == hidden.get(layer).out();
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

  @Override
  public List<InputRows> inputRows() {
    return spec.tied() ? List.of() : List.of(new InputRows.OfTokens(embedding));
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Worker worker(Products products, Team team) {
    return new MlpWorker(this, products, engine, team);
  }
}
