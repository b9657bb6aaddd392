package org.isotopelm.token.training;

import java.util.Arrays;

/**
 * Pairs of neighbouring tokens by number: their ids in one long, how often they stand in the text,
 * and where.
 */
final class PairTable {
  private static final int FREE = -1;

  private int[] slots = free(1 << 12);
  private long[] pairs = new long[1 << 11];
  private long[] counts = new long[1 << 11];
  private int size;

  /** Number of pairs. */
  int size() {
    return size;
  }

  /** The id on the left in the higher 32 bits, that on the right in the lower. */
  long pair(int number) {
    return pairs[number];
  }

  int left(int number) {
    return (int) (pairs[number] >>> 32);
  }

  int right(int number) {
    return (int) pairs[number];
  }

  long count(int number) {
    return counts[number];
  }

  /** Changes how often a pair stands in the text, and gives its number. */
  int add(int left, int right, long times) {
    long pair = (long) left << 32 | right;
    int slot = slot(pair);
    while (slots[slot] != FREE) {
      int number = slots[slot];
      if (pairs[number] == pair) {
        counts[number] += times;
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return append(slot, pair, times);
  }

  private int append(int slot, long pair, long times) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.multiplyExact(size, 2));
      counts = Arrays.copyOf(counts, pairs.length);
      pairs[size] = pair;
      rehash();
    } else {
      slots[slot] = size;
    }
    pairs[size] = pair;
    counts[size] = times;
    return size++;
  }

  /** Makes room, with the pair that comes next. */
  private void rehash() {
    slots = free(Math.multiplyExact(slots.length, 2));
    for (int number = 0; number <= size; number++) {
      int slot = slot(pairs[number]);
      while (slots[slot] != FREE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number;
    }
  }

  private int slot(long pair) {
    long mixed = pair * 0x9E3779B97F4A7C15L; // Fibonacci hashing: Knuth, volume 3, section 6.4
    return (int) (mixed >>> 32) & (slots.length - 1);
  }

  private static int[] free(int slots) {
    int[] array = new int[slots];
    Arrays.fill(array, FREE);
    return array;
  }
}
