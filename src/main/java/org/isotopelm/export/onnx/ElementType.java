package org.isotopelm.export.onnx;

import org.isotopelm.checkpoint.NumberType;

/** Types of a tensor's elements, with their numbers in ONNX's {@code TensorProto.DataType}. */
enum ElementType {
  FLOAT(1),
  INT64(7),
  FLOAT16(10),
  UINT64(13),
  BFLOAT16(16);

  private final int number;

  ElementType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ElementType of(NumberType type) {
    return switch (type) {
      case F32 -> FLOAT;
      case F16 -> FLOAT16;
      case BF16 -> BFLOAT16;
      case Q8_0 -> throw new IllegalArgumentException("ONNX has no such blocks");
    };
  }
}
