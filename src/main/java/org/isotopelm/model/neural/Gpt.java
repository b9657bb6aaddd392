package org.isotopelm.model.neural;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.random.Dropout;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * A transformer of causal attention with normalisation before each branch and at the end. With its
 * switches as they come it is GPT-2 (Radford et al. 2019): learned positions, layer normalisation,
 * GELU. With all of them the other way it is Llama (Touvron et al. 2023): rotary positions,
 * normalisation by the root mean square, SwiGLU, grouped keys and values, no biases.
 *
 * <pre>
 *   x = token embedding + position embedding                 the second if it is learned
 *   x = x + attention(norm₁(x)),  x = x + mlp(norm₂(x))      in each block
 *   logits = norm(x)·Uᵀ                                      U is the token embedding if tied
 * </pre>
 *
 * A position attends to those of its own document in its row; document and position start at {@link
 * org.isotopelm.data.Batch#starts}. All matrices start Normal(0, {@code embeddingStd}), those that
 * project into the residual stream with that over √(2·layers).
 */
final class Gpt implements NeuralModel {
  final ModelSpec.Gpt spec;
  final int vocabulary;
  final Dropout dropout;
  final Parameter tokens; // [V, C]
  final @Nullable Parameter positions; // [context, C], if they are learned
  final List<Block> blocks;
  final Norm norm;
  final Linear head;
  final @Nullable Rotary rotary;
  private final ParameterSet parameters;
  private final Engine engine;

  /** The layers of one block. */
  record Block(
      Norm norm1, Linear queryKeyValue, Linear attended, Norm norm2, Linear up, Linear down) {}

  Gpt(ModelSpec.Gpt spec, int vocabulary, Engine engine) {
    if (spec.width() % spec.heads() != 0) {
      throw new IllegalArgumentException(
          "width " + spec.width() + " is no multiple of the number of heads, " + spec.heads());
    }
    this.spec = spec;
    this.vocabulary = vocabulary;
    this.engine = engine;
    dropout = Dropout.of(spec.dropout());
    int C = spec.width();
    Initial normal = new Initial.Normal(spec.embeddingStd());
    ParameterSet.Builder builder = ParameterSet.builder();
    tokens = builder.add("token_embedding.weight", Role.TOKEN_EMBEDDING, -1, normal, vocabulary, C);
    positions =
        spec.positions() == ModelSpec.Positions.ROTARY
            ? null
            : builder.add(
                "position_embedding.weight",
                Role.POSITION_EMBEDDING,
                -1,
                normal,
                spec.context(),
                C);
    blocks = new ArrayList<>();
    for (int layer = 0; layer < spec.layers(); layer++) {
      blocks.add(block(builder, layer));
    }
    norm = Norm.add(builder, "norm", -1, spec);
    head =
        spec.tied()
            ? new Linear(tokens, null)
            : Linear.add(builder, "head", Role.HEAD, -1, spec.embeddingStd(), C, vocabulary, false);
    rotary =
        spec.positions() == ModelSpec.Positions.ROTARY
            ? new Rotary(spec.headWidth(), spec.context(), spec.rotaryTheta())
            : null;
    parameters = builder.build();
  }

  private Block block(ParameterSet.Builder builder, int layer) {
    int C = spec.width();
    boolean attentionBiases = spec.attentionHasBiases();
    boolean mlpBiases = spec.feedForwardHasBiases();
    double std = spec.embeddingStd();
    double projectionStd = std / Math.sqrt(2.0 * spec.layers());
    String name = "block." + layer + ".";
    String attention = name + "attention.";
    String mlp = name + "mlp.";
    int hidden = spec.hiddenWidth();
    boolean gated = spec.feedForward() == ModelSpec.FeedForward.SWIGLU;
    String upName = gated ? "gate_up" : "up";
    List<Integer> upWidths = gated ? List.of(hidden, hidden) : List.of(hidden);
    return new Block(
        Norm.add(builder, name + "norm_1", layer, spec),
        Linear.addStacked(
            builder,
            attention + "query_key_value",
            Role.ATTENTION,
            layer,
            std,
            C,
            spec.queryKeyValueWidths(),
            attentionBiases),
        Linear.add(
            builder,
            attention + "output",
            Role.ATTENTION,
            layer,
            projectionStd,
            C,
            C,
            attentionBiases),
        Norm.add(builder, name + "norm_2", layer, spec),
        Linear.addStacked(
            builder, mlp + upName, Role.FEED_FORWARD, layer, std, C, upWidths, mlpBiases),
        Linear.add(
            builder, mlp + "down", Role.FEED_FORWARD, layer, projectionStd, hidden, C, mlpBiases));
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
    return spec.context();
  }

  /** With attention's scores and weighted means: 12·layers·width·context, masked or not. */
  @Override
  public long flopsPerTarget() {
    return NeuralModel.super.flopsPerTarget() + 12L * spec.layers() * spec.width() * spec.context();
  }

  @Override
  public List<InputRows> inputRows() {
    return spec.tied() ? List.of() : List.of(new InputRows.OfTokens(tokens));
  }

  @Override
  public NeuralModel withoutDropout() {
    return new Gpt(spec.withoutDropout(), vocabulary(), engine());
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Worker worker(Products products, Team team) {
    return new GptWorker(this, products, engine, team);
  }
}
