package org.isotopelm.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;

/**
 * A network's weights as tensors of a graph. Those in half precision are cast to float before their
 * use, which ONNX Runtime does once, when it loads the file: the arithmetic is that of floats, on
 * every device.
 */
final class OnnxWeights {
  private static final int CHUNK = 1 << 14;

  private final OnnxGraph graph;
  private final ParameterSet parameters;
  private final float[] values;
  private final NumberType type;
  private final Map<String, Value> known = new HashMap<>();

  OnnxWeights(OnnxGraph graph, ParameterSet parameters, float[] values, NumberType type) {
    this.graph = graph;
    this.parameters = parameters;
    this.values = values;
    this.type = type;
  }

  /** A parameter in its own shape; the file holds it once, however often it is used. */
  Value get(String name) {
    return known.computeIfAbsent(name, n -> in(n, shape(n), i -> i));
  }

  boolean has(String name) {
    return parameters.parameters().stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  List<Integer> shape(String name) {
    return parameters.get(name).shape();
  }

  /** A matrix [out, in] as [in, out]. */
  private Value transposed(String name) {
    int out = shape(name).get(0);
    int in = shape(name).get(1);
    return in(name, List.of(in, out), i -> i % out * in + i / out);
  }

  /**
   * A parameter's elements in another order or shape.
   *
   * @param from the element of the parameter for each element of the tensor
   */
  Value in(String name, List<Integer> shape, IntUnaryOperator from) {
    Parameter parameter = parameters.get(name);
    Value value =
        graph.initializer(
            new Initializer(
                name,
                ElementType.of(type),
                shape,
                type.bytes(parameter.size()),
                out -> write(parameter, from, out)));
    return type == NumberType.F32 ? value : value.cast(ElementType.FLOAT);
  }

  private void write(Parameter parameter, IntUnaryOperator from, OutputStream out)
      throws IOException {
    FloatBuffer floats = FloatBuffer.allocate(CHUNK);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < parameter.size(); at += CHUNK) {
      int count = Math.min(CHUNK, parameter.size() - at);
      for (int i = 0; i < count; i++) {
        floats.put(i, values[parameter.offset() + from.applyAsInt(at + i)]);
      }
      type.put(floats, 0, count, bytes.clear());
      out.write(bytes.array(), 0, bytes.position());
    }
  }

  /** x·Wᵀ + b, if there is a b. */
  Value linear(Value x, String name) {
    return biased(x.matMul(transposed(name + ".weight")), name);
  }

  /**
   * Scores of all tokens.
   *
   * @param embedding whose matrix is that of the output, if they are tied
   */
  Value head(Value x, String embedding, boolean tied) {
    return tied ? biased(x.matMul(get(embedding).transpose(1, 0)), "head") : linear(x, "head");
  }

  /** With the bias of this name, if there is one. */
  Value biased(Value x, String name) {
    String bias = name + ".bias";
    return has(bias) ? x.plus(get(bias)) : x;
  }
}
