package org.isotopelm.token.piece;

import java.util.Arrays;

/**
 * Pieces and their ids, in flat arrays of a fixed size: a look needs two lines of the processor's
 * cache, and nothing is allocated. Pieces are added until it is full, and never taken out.
 */
final class PieceGeneration {
  /** What {@link #find} returns for a piece that is not here. */
  static final int ABSENT = 0;

  private static final int INTS_OF_ENTRY = 8; // the average in 21 languages is below 8

  private final long[] slots; // of each the upper half of a hash, and where its entry is
  private final int[] entries; // of each its chars, the number of its ids, chars in pairs, ids
  private int used;
  private int pieces;

  PieceGeneration(int capacity) {
    slots = new long[2 * capacity];
    entries = new int[INTS_OF_ENTRY * capacity];
    clear();
  }

  void clear() {
    Arrays.fill(slots, ABSENT);
    used = 1; // so that no entry is at ABSENT
    pieces = 0;
  }

  int capacity() {
    return slots.length / 2;
  }

  /**
   * The place of a piece's entry, or {@link #ABSENT}.
   *
   * @param key its chars, two in an int
   */
  int find(int[] key, int chars, long hash) {
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
      long found = slots[slot];
      if (found == ABSENT) {
        return ABSENT;
      }
      if (((found ^ hash) >>> 32) == 0 && is((int) found, key, chars)) {
        return (int) found;
      }
    }
  }

  private boolean is(int entry, int[] key, int chars) {
    if (entries[entry] != chars) {
      return false;
    }
    for (int i = 0; i < pairs(chars); i++) {
      if (entries[entry + 2 + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  /** Appends the ids of an entry. */
  void addIds(int entry, IntList ids) {
    ids.addAll(entries, entry + 2 + pairs(entries[entry]), entries[entry + 1]);
  }

  /** Whether there is room for a piece of some ids. */
  boolean hasRoom(int chars, int ids) {
    return pieces < capacity() && entries.length - used >= 2 + pairs(chars) + ids;
  }

  private static int pairs(int chars) {
    return (chars + 1) >>> 1;
  }

  /** Adds a piece that is not here yet, and there must be room for it. */
  void add(int[] key, int chars, long hash, int[] ids, int from, int count) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != ABSENT) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = (hash & 0xFFFFFFFF00000000L) | used;
    entries[used] = chars;
    entries[used + 1] = count;
    System.arraycopy(key, 0, entries, used + 2, pairs(chars));
    System.arraycopy(ids, from, entries, used + 2 + pairs(chars), count);
    used += 2 + pairs(chars) + count;
    pieces++;
  }
}
