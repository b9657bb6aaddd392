package org.isotopelm.coding;

/**
 * The arithmetic that encoder and decoder share: a range of 64 unsigned bits is divided at shares
 * in units of 2^−48.
 *
 * <p>A range coder (Martin 1979) whose ranges never have fewer than 57 bits, so that the width of a
 * share is right to one part in 2^8 even for the smallest one, and to 2^−48 for a share near 1.
 */
final class CodeRange {
  /** Shares are counted in units of 2^−BITS. */
  static final int BITS = 48;

  /** The whole. */
  static final long TOTAL = 1L << BITS;

  /** A range that is below 2^SHIFT has a byte to give. */
  static final int SHIFT = Long.SIZE - Byte.SIZE;

  private CodeRange() {}

  /** ⌊range · share / 2^48⌋, unsigned. */
  static long part(long range, long share) {
    return share == TOTAL ? range : Math.unsignedMultiplyHigh(range, share << (Long.SIZE - BITS));
  }

  /** Whether the topmost byte of a range is 0. */
  static boolean isShort(long range) {
    return range >>> SHIFT == 0;
  }
}
