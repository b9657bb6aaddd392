package org.isotopelm.coding;

/**
 * Reads what a {@link RangeEncoder} wrote. Damaged bytes give wrong symbols, never an error.
 *
 * @see CodeRange
 */
final class RangeDecoder {
  private final byte[] bytes;
  private int at;
  private long code; // the number, from the beginning of the range
  private long range = -1;

  RangeDecoder(byte[] bytes) {
    this.bytes = bytes;
    for (int i = 0; i < Long.BYTES; i++) {
      code = code << Byte.SIZE | next();
    }
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /** Whether the next symbol's share begins at {@code share} or later. */
  boolean isAtOrAfter(long share) {
    return Long.compareUnsigned(code, CodeRange.part(range, share)) >= 0;
  }

  /** Goes on to what follows the symbol with this share. */
  void decode(long from, long to) {
    long below = CodeRange.part(range, from);
    range = CodeRange.part(range, to) - below;
    code -= below;
    while (CodeRange.isShort(range)) {
      code = code << Byte.SIZE | next();
      range <<= Byte.SIZE;
    }
  }
}
