package org.isotopelm.coding;

import java.util.Arrays;

/**
 * Writes symbols, each given by its share of the range, as one number. A carry goes back into the
 * bytes that are already written, as they are all in memory.
 *
 * @see CodeRange
 */
final class RangeEncoder {
  private byte[] bytes = new byte[1 << 10];
  private int length;
  private long low;
  private long range = -1; // 2^64 − 1

  /**
   * Writes a symbol.
   *
   * @param from where its share begins, in units of 2^−48
   * @param to where it ends, above {@code from} and at most 2^48
   */
  void encode(long from, long to) {
    long below = CodeRange.part(range, from);
    long width = CodeRange.part(range, to) - below;
    add(below);
    range = width;
    while (CodeRange.isShort(range)) {
      append((byte) (low >>> CodeRange.SHIFT));
      low <<= Byte.SIZE;
      range <<= Byte.SIZE;
    }
  }

  private void add(long amount) {
    low += amount;
    if (Long.compareUnsigned(low, amount) < 0) {
      carry();
    }
  }

  /** The number as a whole is below 1, so there is always a byte that takes the carry. */
  private void carry() {
    int at = length - 1;
    while (++bytes[at] == 0) {
      at--;
    }
  }

  private void append(byte value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, length));
    }
    bytes[length++] = value;
  }

  /**
   * The shortest bytes that the decoder takes for these symbols, given that it reads zeros after
   * their end. Nothing can be written afterwards.
   */
  byte[] finish() {
    int kept = 0;
    while (Long.compareUnsigned(roundedUp(kept) - low, range) >= 0) {
      kept++;
    }
    long last = roundedUp(kept);
    if (Long.compareUnsigned(last, low) < 0) {
      carry();
    }
    for (int i = 0; i < kept; i++) {
      append((byte) (last >>> (CodeRange.SHIFT - i * Byte.SIZE)));
    }
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The least number from {@code low} on, modulo 2^64, with zeros behind its topmost bytes. */
  private long roundedUp(int kept) {
    long rest = kept == 0 ? -1 : (1L << (Long.SIZE - kept * Byte.SIZE)) - 1;
    return low + rest & ~rest;
  }
}
