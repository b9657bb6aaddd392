package org.isotopelm.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph of ONNX's operators, as a {@code GraphProto}: nodes in the order of their computation,
 * and the tensors that they start from.
 */
final class OnnxGraph {
  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> inputs = new ArrayList<>();
  private final List<Message> outputs = new ArrayList<>();
  private final List<Initializer> initializers = new ArrayList<>();
  private int names;

  /**
   * A tensor that the user gives.
   *
   * @param shape a number for each axis, or the name of a size that each call chooses
   */
  Value input(String name, ElementType type, Object... shape) {
    inputs.add(valueInfo(name, type, shape));
    return new Value(this, name);
  }

  /** A tensor that the user gets, with its shape as for {@link #input}; the last is the first. */
  void output(String name, Value value, Object... shape) {
    nodes.add(nodeProto("Identity", List.of(value.name()), List.of(name)));
    outputs.addFirst(valueInfo(name, ElementType.FLOAT, shape));
  }

  Value initializer(Initializer initializer) {
    initializers.add(initializer);
    return new Value(this, initializer.name());
  }

  /** A vector of whole numbers. */
  Value constant(long... values) {
    return constant(List.of(values.length), values);
  }

  /** A whole number. */
  Value wholeScalar(long value) {
    return constant(List.of(), value);
  }

  private Value constant(List<Integer> shape, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return small(ElementType.INT64, shape, bytes.array());
  }

  Value scalar(float value) {
    return table(List.of(), value);
  }

  /** A tensor of floats that is not a weight. */
  Value table(List<Integer> shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return small(ElementType.FLOAT, shape, bytes.array());
  }

  private Value small(ElementType type, List<Integer> shape, byte[] bytes) {
    return initializer(
        new Initializer(newName("constant"), type, shape, bytes.length, out -> out.write(bytes)));
  }

  /** The result of an operator. */
  Value node(String operator, Value... inputs) {
    return node(operator, new Attribute[0], inputs);
  }

  /** The result of an operator with attributes. */
  Value node(String operator, Attribute[] attributes, Value... inputs) {
    return nodes(operator, 1, attributes, inputs)[0];
  }

  /** The results of an operator that has several. */
  Value[] nodes(String operator, int results, Attribute[] attributes, Value... inputs) {
    List<String> names = new ArrayList<>();
    Value[] values = new Value[results];
    for (int i = 0; i < results; i++) {
      values[i] = new Value(this, newName(operator));
      names.add(values[i].name());
    }
    List<String> from = List.of(inputs).stream().map(Value::name).toList();
    nodes.add(nodeProto(operator, from, names, attributes));
    return values;
  }

  /** What stands for an optional input of an operator that is not given. */
  Value none() {
    return new Value(this, "");
  }

  private String newName(String what) {
    return what + "." + names++;
  }

  private static Message nodeProto(
      String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(3, outputs.getFirst()).text(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    return node;
  }

  /** A {@code ValueInfoProto}: name, element type and shape. */
  private static Message valueInfo(String name, ElementType type, Object... shape) {
    Message dimensions = new Message();
    for (Object size : shape) {
      dimensions.message(
          1,
          size instanceof String named
              ? new Message().text(2, named)
              : new Message().number(1, ((Integer) size).longValue()));
    }
    Message tensor = new Message().number(1, type.number()).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** The length of the message. */
  long length() {
    long length = head().length;
    for (Initializer initializer : initializers) {
      length += initializerHeader(initializer).length + initializer.length();
    }
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(head());
    for (Initializer initializer : initializers) {
      out.write(initializerHeader(initializer));
      initializer.writeTo(out);
    }
  }

  /** All of the message but the initializers. */
  private byte[] head() {
    Message message = new Message().text(NAME, "isotope");
    nodes.forEach(node -> message.message(NODE, node));
    inputs.forEach(input -> message.message(INPUT, input));
    outputs.forEach(output -> message.message(OUTPUT, output));
    return message.toBytes();
  }

  private static byte[] initializerHeader(Initializer initializer) {
    return new Message().header(INITIALIZER, initializer.length()).toBytes();
  }
}
