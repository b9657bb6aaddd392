package org.isotopelm.export.gguf;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.isotopelm.checkpoint.NumberType;

/**
 * A tensor of a GGUF file.
 *
 * @param shape of a vector or a matrix, rows first; the file has it the other way round
 * @param values row by row, from the buffer's start
 * @param rowOf says which of those rows is the file's i-th
 */
record GgufTensor(
    String name, List<Integer> shape, FloatBuffer values, IntUnaryOperator rowOf, NumberType type) {

  GgufTensor {
    shape = List.copyOf(shape);
    values = values.slice();
    if (columns(shape) % type.block() != 0) {
      throw new IllegalArgumentException(name + " has rows of " + columns(shape));
    }
  }

  /** GGML's number of the type. */
  int typeCode() {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q8_0 -> 8;
      case BF16 -> 30;
    };
  }

  int rows() {
    return shape.getFirst();
  }

  long bytes() {
    return type.bytes(values.capacity());
  }

  /** The bytes of a row: room for {@link #put}. */
  int rowBytes() {
    return Math.toIntExact(type.bytes(columns()));
  }

  /** Writes the file's i-th row. */
  void put(int row, ByteBuffer out) {
    type.put(values, rowOf.applyAsInt(row) * columns(), columns(), out);
  }

  private int columns() {
    return columns(shape);
  }

  /** A vector is a column. */
  private static int columns(List<Integer> shape) {
    return shape.size() == 1 ? 1 : shape.getLast();
  }
}
