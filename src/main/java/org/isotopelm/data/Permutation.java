package org.isotopelm.data;

import org.isotopelm.math.random.RandomStream;

/**
 * A pseudo-random order of the numbers below a size, which needs no memory: a Feistel network (Luby
 * and Rackoff 1988, "How to construct pseudorandom permutations") over the next power of two,
 * repeated until the result is below the size (Black and Rogaway 2002, "Ciphers with arbitrary
 * finite domains"). That takes less than two steps on average.
 */
final class Permutation {
  private static final int ROUNDS = 6;

  private Permutation() {}

  /**
   * The place of {@code index} in the order.
   *
   * @param key decides the order
   * @param size at least 1
   * @param index in [0, size)
   */
  static long at(long key, long size, long index) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    if (bits == 0) {
      return 0;
    }
    long value = index;
    do {
      value = shuffle(key, bits, value);
    } while (value >= size);
    return value;
  }

  /** Changes the low and the high half of the bits in turn, each by a function of the other. */
  private static long shuffle(long key, int bits, long value) {
    int lowBits = bits / 2;
    long lowMask = (1L << lowBits) - 1;
    long highMask = (1L << (bits - lowBits)) - 1;
    long low = value & lowMask;
    long high = value >>> lowBits;
    for (int round = 0; round < ROUNDS; round += 2) {
      high ^= function(key, round, low) & highMask;
      low ^= function(key, round + 1, high) & lowMask;
    }
    return (high << lowBits) | low;
  }

  /** A half has at most 32 bits, so each round uses its own numbers of the key's stream. */
  private static long function(long key, long round, long half) {
    return RandomStream.bits(key, (round << 32) | half);
  }
}
