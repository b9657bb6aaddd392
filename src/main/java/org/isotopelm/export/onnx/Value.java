package org.isotopelm.export.onnx;

import java.util.stream.LongStream;

/** A tensor in a graph: an input, a weight, or what a node computes. Methods add nodes. */
record Value(OnnxGraph graph, String name) {
  Value plus(Value other) {
    return graph.node("Add", this, other);
  }

  Value plus(float scalar) {
    return plus(graph.scalar(scalar));
  }

  Value minus(Value other) {
    return graph.node("Sub", this, other);
  }

  Value times(Value other) {
    return graph.node("Mul", this, other);
  }

  Value times(float scalar) {
    return times(graph.scalar(scalar));
  }

  Value over(Value other) {
    return graph.node("Div", this, other);
  }

  Value matMul(Value other) {
    return graph.node("MatMul", this, other);
  }

  /** A nonlinearity or another function of one tensor. */
  Value apply(String operator, Attribute... attributes) {
    return graph.node(operator, attributes, this);
  }

  Value cast(ElementType type) {
    return apply("Cast", Attribute.of("to", type.number()));
  }

  /** The rows of this table that the indices name, in the indices' shape. */
  Value rows(Value indices) {
    return graph.node("Gather", new Attribute[] {Attribute.of("axis", 0)}, this, indices);
  }

  Value transpose(long... axes) {
    return apply("Transpose", Attribute.list("perm", axes));
  }

  /** With other axes; 0 keeps the size of the axis at that place. */
  Value reshape(long... shape) {
    return graph.node("Reshape", this, graph.constant(shape));
  }

  /** The same elements again along axes of size one. */
  Value expand(Value shape) {
    return graph.node("Expand", this, shape);
  }

  Value unsqueeze(long axis) {
    return graph.node("Unsqueeze", this, graph.constant(axis));
  }

  Value squeeze(long axis) {
    return graph.node("Squeeze", this, graph.constant(axis));
  }

  /** Parts along an axis. */
  Value[] split(long axis, long... sizes) {
    return graph.nodes(
        "Split",
        sizes.length,
        new Attribute[] {Attribute.of("axis", axis)},
        this,
        graph.constant(sizes));
  }

  /** Equal parts along an axis. */
  Value[] split(long axis, int parts, long size) {
    return split(axis, LongStream.generate(() -> size).limit(parts).toArray());
  }

  /** Without the first and the last places of an axis. */
  Value trim(long axis, long first, long last) {
    return graph.node(
        "Slice",
        this,
        graph.constant(first),
        graph.constant(last == 0 ? Long.MAX_VALUE : -last),
        graph.constant(axis));
  }

  /** The size of an axis [1]. */
  Value size(long axis) {
    return apply("Shape", Attribute.of("start", axis), Attribute.of("end", axis + 1));
  }

  /** Values side by side along an axis. */
  static Value concat(long axis, Value... values) {
    return values[0].graph.node("Concat", new Attribute[] {Attribute.of("axis", axis)}, values);
  }
}
