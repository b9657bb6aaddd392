package org.isotopelm.token.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/**
 * Reads a message in protobuf's wire format, field by field (protobuf.dev, "Encoding"). A length is
 * compared with what is left before anything is taken.
 */
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final String file;
  private final String name;
  private final ByteBuffer buffer;
  private int field;
  private int type;

  private WireReader(String file, String name, ByteBuffer buffer) {
    this.file = file;
    this.name = name;
    this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A reader of a whole file.
   *
   * @param file what errors call it
   */
  static WireReader of(String file, byte[] bytes) {
    return new WireReader(file, "", ByteBuffer.wrap(bytes));
  }

  /** Goes to the next field, if there is one, and to its value. */
  boolean next() {
    if (!buffer.hasRemaining()) {
      return false;
    }
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
      throw error(name, "has a field of the number " + (tag >>> 3) + ", which protobuf has not");
    }
    field = (int) (tag >>> 3);
    type = (int) tag & 7;
    return true;
  }

  /** The number of the current field. */
  int field() {
    return field;
  }

  /** The current field's whole number. */
  int number(String of) {
    require(type == VARINT, of, "is not a whole number");
    return (int) varint();
  }

  /** The current field as a yes or no. */
  boolean flag(String of) {
    return number(of) != 0;
  }

  /** The current field's number of single precision. */
  float real(String of) {
    require(type == FIXED32, of, "is not a number of single precision");
    require(buffer.remaining() >= Float.BYTES, of, "is truncated");
    return buffer.getFloat();
  }

  /** The current field's bytes. */
  byte[] bytes(String of) {
    ByteBuffer part = part(of);
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    return copy;
  }

  /** The current field's text. */
  String text(String of) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(part(of));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw error(path(of), "is not UTF-8");
    }
  }

  /** A reader of the message that the current field is. */
  WireReader message(String of) {
    return new WireReader(file, path(of), part(of));
  }

  /** Goes on after the current field, whatever it is. */
  void skip() {
    String of = "field " + field;
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> skip(of, Long.BYTES);
      case BYTES -> part(of);
      case FIXED32 -> skip(of, Float.BYTES);
      default -> throw error(path(of), "is of wire type " + type + ", which protobuf has not");
    }
  }

  private void skip(String of, int bytes) {
    require(buffer.remaining() >= bytes, of, "is truncated");
    buffer.position(buffer.position() + bytes);
  }

  private ByteBuffer part(String of) {
    require(
        type == BYTES, of, "is of wire type " + type + "; it must be 2, bytes with their length");
    long length = varint();
    require(
        length >= 0 && length <= buffer.remaining(),
        of,
        "has the length " + length + ", but only " + buffer.remaining() + " bytes are left");
    ByteBuffer part = buffer.slice(buffer.position(), (int) length);
    buffer.position(buffer.position() + (int) length);
    return part;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      require(buffer.hasRemaining(), "", "is truncated");
      byte next = buffer.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw error(name, "has a number of more than ten bytes");
  }

  /** Refuses the file unless {@code holds}. */
  void require(boolean holds, String of, String message) {
    if (!holds) {
      throw error(path(of), message);
    }
  }

  private String path(String of) {
    return String.join(
        ".", Arrays.stream(new String[] {name, of}).filter(s -> !s.isEmpty()).toList());
  }

  private ProblemException error(String path, String message) {
    Problem problem = new Problem(file, 0, 0, path.isEmpty() ? null : path, message);
    return new ProblemException(ExitCode.DATA, List.of(problem), null);
  }
}
