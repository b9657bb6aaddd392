package org.isotopelm.token.piece;

import java.util.Arrays;
import java.util.List;

/**
 * From pairs of tokens to the rank of their merge, by open addressing. A slot has the rank alone,
 * so that the whole table stays in the processor's cache.
 */
final class MergeRanks {
  static final int NONE = Integer.MAX_VALUE;

  private static final int EMPTY = -1;

  private final long[] pairs; // by rank
  private final int[]
      slots; // three quarters are empty: most pairs that are looked for have no rank
  private final int shift;

  MergeRanks(List<Merges.Merge> merges) {
    pairs = merges.stream().mapToLong(merge -> pair(merge.left(), merge.right())).toArray();
    int bits = 34 - Integer.numberOfLeadingZeros(Math.max(1, merges.size() - 1));
    slots = new int[1 << bits];
    shift = Long.SIZE - bits;
    Arrays.fill(slots, EMPTY);
    for (int rank = 0; rank < pairs.length; rank++) {
      slots[slot(pairs[rank])] = rank; // of equal pairs the last counts
    }
  }

  /** The rank of a pair's merge, or {@link #NONE}. */
  int get(int left, int right) {
    int rank = slots[slot(pair(left, right))];
    return rank == EMPTY ? NONE : rank;
  }

  /** Where a pair's rank is, or the free place where it would be. */
  private int slot(long pair) {
    int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> shift); // Knuth, volume 3, section 6.4
    while (slots[slot] != EMPTY && pairs[slots[slot]] != pair) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }
}
