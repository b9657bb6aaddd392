package org.isotopelm.export.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads a GGUF file as the format's document has it, so far as exports use it. */
final class GgufReader {
  /**
   * A tensor.
   *
   * @param shape columns first, as in the file
   * @param offset of its elements in the file
   */
  record Tensor(List<Integer> shape, int type, int offset) {}

  final String magic;
  final int version;
  final Map<String, Object> metadata = new LinkedHashMap<>();
  final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final ByteBuffer in;

  GgufReader(byte[] file) {
    in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] first = new byte[4];
    in.get(first);
    magic = new String(first, StandardCharsets.US_ASCII);
    version = in.getInt();
    long tensorCount = in.getLong();
    long keys = in.getLong();
    for (long i = 0; i < keys; i++) {
      metadata.put(string(), value(in.getInt()));
    }
    Map<String, Tensor> relative = new LinkedHashMap<>();
    for (long i = 0; i < tensorCount; i++) {
      String name = string();
      List<Integer> shape = new ArrayList<>();
      int dimensions = in.getInt();
      for (int d = 0; d < dimensions; d++) {
        shape.add(Math.toIntExact(in.getLong()));
      }
      relative.put(name, new Tensor(shape, in.getInt(), Math.toIntExact(in.getLong())));
    }
    int start = Math.ceilDiv(in.position(), 32) * 32;
    relative.forEach((name, t) -> tensors.put(name, new Tensor(t.shape, t.type, start + t.offset)));
  }

  Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Elements of a tensor of single precision. */
  float[] floats(String name) {
    Tensor tensor = tensor(name);
    float[] values = new float[tensor.shape.stream().reduce(1, (a, b) -> a * b)];
    in.slice(tensor.offset, values.length * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  private String string() {
    byte[] bytes = new byte[Math.toIntExact(in.getLong())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Object value(int type) {
    return switch (type) {
      case 4, 5 -> in.getInt();
      case 6 -> in.getFloat();
      case 7 -> in.get() == 1;
      case 8 -> string();
      case 9 -> {
        int of = in.getInt();
        long size = in.getLong();
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < size; i++) {
          values.add(value(of));
        }
        yield values;
      }
      default -> throw new IllegalArgumentException("a value of type " + type);
    };
  }
}
