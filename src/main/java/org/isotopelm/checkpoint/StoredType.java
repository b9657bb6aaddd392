package org.isotopelm.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of elements in safetensors files; those that weights have can be read. */
enum StoredType {
  F64(Double.BYTES),
  F32(Float.BYTES),
  F16(Short.BYTES),
  BF16(Short.BYTES),
  I64(Long.BYTES),
  I32(Integer.BYTES),
  I16(Short.BYTES),
  I8(Byte.BYTES),
  U64(Long.BYTES),
  U32(Integer.BYTES),
  U16(Short.BYTES),
  U8(Byte.BYTES),
  BOOL(Byte.BYTES),
  F8_E4M3(Byte.BYTES),
  F8_E5M2(Byte.BYTES);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** The type of this name; empty where the format has none, or none of whole bytes. */
  static Optional<StoredType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The names of those that can be read, with commas between them. */
  static String readable() {
    return Arrays.stream(values())
        .filter(StoredType::isReadable)
        .map(StoredType::name)
        .collect(Collectors.joining(", "));
  }

  /** Of an element. */
  int bytes() {
    return bytes;
  }

  /** Whether an element can be read as a float. */
  boolean isReadable() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The next element, as the nearest float. */
  float read(ByteBuffer in) {
    return switch (this) {
      case F64 -> (float) in.getDouble();
      case F32 -> in.getFloat();
      case F16 -> Float.float16ToFloat(in.getShort());
      case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
      default -> throw new IllegalArgumentException(this + " cannot be read");
    };
  }
}
