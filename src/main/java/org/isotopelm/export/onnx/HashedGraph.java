package org.isotopelm.export.onnx;

import org.isotopelm.model.HashedSpec;

/**
 * A log-linear n-gram with hashed features. The hash is {@link
 * org.isotopelm.math.random.RandomStream#bits} in operators: sums and products of int64 wrap around
 * as in Java, and shifts are those of uint64.
 */
final class HashedGraph implements NetworkGraph {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final HashedSpec spec;
  private final OnnxGraph graph;
  private final OnnxWeights weights;
  private final int endOfDocument;

  HashedGraph(HashedSpec spec, OnnxGraph graph, OnnxWeights weights, int endOfDocument) {
    this.spec = spec;
    this.graph = graph;
    this.weights = weights;
    this.endOfDocument = endOfDocument;
  }

  @Override
  public Value logits(Value tokens) {
    Windows windows = Windows.of(tokens, spec.context(), endOfDocument);
    Value logits = table(1).rows(tokens.times(graph.wholeScalar(0)));
    for (int order = 2; order <= spec.order(); order++) {
      logits = logits.plus(table(order).rows(row(order, windows)));
    }
    return logits;
  }

  @Override
  public String use() {
    return Windows.use(spec.context(), endOfDocument);
  }

  /** The first that has exclusive or; ONNX Runtime has had it since 1.14, of 2023. */
  @Override
  public int operators() {
    return 18;
  }

  private static String name(int order) {
    return "order_" + order + ".weight";
  }

  private Value table(int order) {
    return weights.get(name(order));
  }

  /** The row of each position's context: its number, or its hash where there are too few rows. */
  private Value row(int order, Windows windows) {
    int rows = weights.shape(name(order)).getFirst();
    int vocabulary = weights.shape(name(order)).getLast();
    boolean shared = Math.pow(vocabulary, order - 1.0) > rows;
    Value row = graph.wholeScalar(shared ? order : 0);
    for (int place = spec.context() - order + 1; place < spec.context(); place++) {
      Value token = windows.at(windows.padded(), place);
      row = shared ? bits(row, token) : row.times(graph.wholeScalar(vocabulary)).plus(token);
    }
    return shared ? scaled(row, rows) : row;
  }

  /** Number {@code index} of the random stream {@code key}. */
  private Value bits(Value key, Value index) {
    Value z = key.plus(index.plus(graph.wholeScalar(1)).times(graph.wholeScalar(GAMMA)));
    z = exclusiveOr(z, 30).times(graph.wholeScalar(0xBF58476D1CE4E5B9L));
    z = exclusiveOr(z, 27).times(graph.wholeScalar(0x94D049BB133111EBL));
    return exclusiveOr(z, 31);
  }

  private Value exclusiveOr(Value z, int places) {
    return graph.node("BitwiseXor", z, right(z, places));
  }

  /** z as a share of 2⁶⁴, times {@code rows}, which is below 2³¹: the upper half of the product. */
  private Value scaled(Value z, int rows) {
    Value factor = graph.wholeScalar(rows);
    Value low = graph.node("BitwiseAnd", z, graph.wholeScalar(0xffffffffL));
    Value carried = right(low.times(factor), 32);
    return right(right(z, 32).times(factor).plus(carried), 32);
  }

  /** Without the last places of the number, which has no sign. */
  private Value right(Value z, int places) {
    Attribute[] direction = {Attribute.of("direction", "RIGHT")};
    Value count = graph.wholeScalar(places).cast(ElementType.UINT64);
    return graph
        .node("BitShift", direction, z.cast(ElementType.UINT64), count)
        .cast(ElementType.INT64);
  }
}
