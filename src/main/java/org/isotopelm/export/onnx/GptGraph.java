package org.isotopelm.export.onnx;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.isotopelm.model.ModelSpec;

/**
 * A transformer of causal attention. B, T, C, H, D mean batch, time, width, heads, head's width.
 */
final class GptGraph implements NetworkGraph {
  private final ModelSpec.Gpt spec;
  private final OnnxGraph graph;
  private final OnnxWeights weights;

  GptGraph(ModelSpec.Gpt spec, OnnxGraph graph, OnnxWeights weights) {
    this.spec = spec;
    this.graph = graph;
    this.weights = weights;
  }

  @Override
  public Value logits(Value tokens) {
    Value positions = positions(tokens);
    Value mask = mask(positions);
    Value x = weights.get("token_embedding.weight").rows(tokens); // [B, T, C]
    UnaryOperator<Value> turn = heads -> heads;
    switch (spec.positions()) {
      case LEARNED -> x = x.plus(weights.get("position_embedding.weight").rows(positions));
      case ROTARY -> turn = RotaryAngles.of(spec, positions)::turn;
    }
    for (int layer = 0; layer < spec.layers(); layer++) {
      String block = "block." + layer + ".";
      x = x.plus(attention(norm(x, block + "norm_1"), block + "attention.", mask, turn));
      x = x.plus(feedForward(norm(x, block + "norm_2"), block + "mlp."));
    }
    return weights.head(norm(x, "norm"), "token_embedding.weight", spec.tied());
  }

  @Override
  public String use() {
    return String.format(
        Locale.ROOT,
        "A row has at most %d tokens, and a position sees all tokens before it in its row.",
        spec.context());
  }

  /** 0, 1, … T − 1. */
  private Value positions(Value tokens) {
    Value length = tokens.size(1).squeeze(0);
    return graph.node("Range", graph.wholeScalar(0), length, graph.wholeScalar(1));
  }

  /** [T, T]: zero where the position of the column is not after that of the row, else −∞. */
  private Value mask(Value positions) {
    Value seen = graph.node("LessOrEqual", positions.unsqueeze(0), positions.unsqueeze(1));
    return graph.node("Where", seen, graph.scalar(0), graph.scalar(Float.NEGATIVE_INFINITY));
  }

  private Value norm(Value x, String name) {
    Value gain = weights.get(name + ".gain");
    return switch (spec.norm()) {
      case LAYER -> layerNorm(x, gain, name);
      case RMS -> {
        Value square = graph.node("Pow", x, graph.scalar(2));
        Value mean = square.apply("ReduceMean", Attribute.list("axes", -1));
        yield weights.biased(
            x.over(mean.plus((float) spec.normEpsilon()).apply("Sqrt")).times(gain), name);
      }
    };
  }

  private Value layerNorm(Value x, Value gain, String name) {
    Attribute[] attributes = {
      Attribute.of("axis", -1), Attribute.of("epsilon", (float) spec.normEpsilon())
    };
    String bias = name + ".bias";
    return weights.has(bias)
        ? graph.node("LayerNormalization", attributes, x, gain, weights.get(bias))
        : graph.node("LayerNormalization", attributes, x, gain);
  }

  private Value attention(Value x, String name, Value mask, UnaryOperator<Value> turn) {
    int C = spec.width();
    int D = spec.headWidth();
    long keys = (long) spec.keyValueHeads() * D;
    Value[] parts = weights.linear(x, name + "query_key_value").split(2, C, keys, keys);
    Value queries = turn.apply(parts[0].reshape(0, 0, spec.heads(), D));
    Value key = shared(turn.apply(parts[1].reshape(0, 0, spec.keyValueHeads(), D)));
    Value value = shared(parts[2].reshape(0, 0, spec.keyValueHeads(), D));
    Value scores = queries.transpose(0, 2, 1, 3).matMul(key.transpose(0, 2, 3, 1)); // [B, H, T, T]
    Value shares =
        scores
            .times((float) (1 / Math.sqrt(D)))
            .plus(mask)
            .apply("Softmax", Attribute.of("axis", -1));
    Value y = shares.matMul(value.transpose(0, 2, 1, 3)).transpose(0, 2, 1, 3); // [B, T, H, D]
    return weights.linear(y.reshape(0, 0, C), name + "output");
  }

  /** Heads of keys or values [B, T, H/n, D], each n times in a row. */
  private Value shared(Value heads) {
    int times = spec.heads() / spec.keyValueHeads();
    return times == 1
        ? heads
        : heads
            .unsqueeze(3)
            .expand(graph.constant(1, 1, 1, times, 1))
            .reshape(0, 0, spec.heads(), spec.headWidth());
  }

  private Value feedForward(Value x, String name) {
    Value hidden =
        switch (spec.feedForward()) {
          case GELU -> Activations.gelu(weights.linear(x, name + "up"));
          case SWIGLU -> {
            Value[] gateUp = weights.linear(x, name + "gate_up").split(2, 2, spec.hiddenWidth());
            yield Activations.silu(gateUp[0]).times(gateUp[1]);
          }
        };
    return weights.linear(hidden, name + "down");
  }
}
