package org.isotopelm.export.onnx;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.isotopelm.model.ModelSpec;

/** Layers of long short-term memory, whose states go in and come out. */
final class LstmGraph implements NetworkGraph {
  /** The place among our gates i f g o of each of ONNX's, i o f g. */
  private static final int[] GATES = {0, 3, 1, 2};

  private final ModelSpec.Lstm spec;
  private final OnnxGraph graph;
  private final OnnxWeights weights;

  LstmGraph(ModelSpec.Lstm spec, OnnxGraph graph, OnnxWeights weights) {
    this.spec = spec;
    this.graph = graph;
    this.weights = weights;
  }

  @Override
  public Value logits(Value tokens) {
    int L = spec.layers();
    Value[] h = state("h_0").split(0, L, 1);
    Value[] c = state("c_0").split(0, L, 1);
    Value x = weights.get("embedding.weight").rows(tokens.transpose(1, 0)); // [time, batch, E]
    for (int layer = 0; layer < L; layer++) {
      Value[] results = layer(layer, x, h[layer], c[layer]);
      x = results[0].squeeze(1);
      h[layer] = results[1];
      c[layer] = results[2];
    }
    output("c_n", c);
    output("h_n", h);
    return weights.head(x.transpose(1, 0, 2), "embedding.weight", spec.tied());
  }

  @Override
  public String use() {
    return "h_0 and c_0 [layers, batch, width]: the state before the row, zeros where a document begins. "
        + "h_n and c_n: the state after it, which is h_0 and c_0 of the row that goes on with the document.";
  }

  private Value state(String name) {
    return graph.input(name, ElementType.FLOAT, spec.layers(), "batch", spec.width());
  }

  private void output(String name, Value[] layers) {
    graph.output(name, Value.concat(0, layers), spec.layers(), "batch", spec.width());
  }

  /** All outputs [time, 1, batch, H], and the last h and c, each [1, batch, H]. */
  private Value[] layer(int layer, Value x, Value h, Value c) {
    String name = "lstm." + layer + ".";
    return graph.nodes(
        "LSTM",
        3,
        new Attribute[] {Attribute.of("hidden_size", spec.width())},
        x,
        matrix(name + "input.weight"),
        matrix(name + "recurrent.weight"),
        weights.has(name + "input.bias") ? bias(name + "input.bias") : graph.none(),
        graph.none(), // the lengths of the rows
        h,
        c);
  }

  private Value matrix(String name) {
    List<Integer> shape = weights.shape(name);
    return weights.in(name, List.of(1, shape.get(0), shape.get(1)), gates(shape.get(1)));
  }

  /** [1, 8H]; in ONNX the recurrent matrix has a bias of its own, which is zero. */
  private Value bias(String name) {
    int gates = 4 * spec.width();
    Value input = weights.in(name, List.of(1, gates), gates(1));
    Value recurrent = graph.scalar(0).expand(graph.constant(1, gates));
    return Value.concat(1, input, recurrent);
  }

  /** Rows of our gates in the order of ONNX's. */
  private IntUnaryOperator gates(int columns) {
    int size = spec.width() * columns;
    return i -> GATES[i / size] * size + i % size;
  }
}
