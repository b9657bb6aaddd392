package org.isotopelm.export.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that grow, in the order of GGUF: the lowest byte of a number first. */
final class LittleEndian {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void putByte(int value) {
    bytes.write(value);
  }

  void putInt(int value) {
    putNumber(value, Integer.BYTES);
  }

  void putLong(long value) {
    putNumber(value, Long.BYTES);
  }

  private void putNumber(long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (value >>> (Byte.SIZE * i)));
    }
  }

  /** The length in bytes of UTF-8, then these. */
  void putString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putLong(utf8.length);
    bytes.writeBytes(utf8);
  }

  void put(LittleEndian other) {
    bytes.writeBytes(other.bytes.toByteArray());
  }

  int size() {
    return bytes.size();
  }

  void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }
}
