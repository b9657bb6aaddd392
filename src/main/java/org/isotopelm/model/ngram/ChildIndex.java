package org.isotopelm.model.ngram;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Finds the children of contexts that have more than one: a hash table of their nodes with open
 * addressing, half full at most. A slot holds a node or, if it is empty, 0. A node's number says
 * whose child it is, so a slot needs no key.
 */
final class ChildIndex {
  /** A context with no more children than this is not in the index. */
  static final int NARROW = 1;

  private final MemorySegment slots;
  private final int count;

  ChildIndex(MemorySegment slots) {
    this.slots = slots;
    count = (int) (slots.byteSize() / Integer.BYTES);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The child of a context with this last token, or {@link NgramTable#ABSENT}. */
  int find(NgramTable table, int context, int token, int first, int end) {
    for (int slot = slot(context, token, count); ; slot = slot + 1 < count ? slot + 1 : 0) {
      int node = slots.getAtIndex(NgramTable.INT, slot);
      if (node == 0) {
        return NgramTable.ABSENT;
      }
      if (node >= first && node < end && table.token(node) == token) {
        return node;
      }
    }
  }

  /** A node that is the child if the table of slots has it where it belongs; 0 for none. */
  int first(int context, int token) {
    return slots.getAtIndex(NgramTable.INT, slot(context, token, count));
  }

  /** The slots of a table that is filled. */
  static MemorySegment of(NgramTable table) {
    int contexts = table.sizes().contexts();
    int indexed = 0;
    for (int context = 1; context < contexts; context++) {
      int children = table.childrenEnd(context) - table.firstChild(context);
      indexed += children > NARROW ? children : 0;
    }
    int count = (int) Math.min(2L * indexed, Integer.MAX_VALUE);
    MemorySegment slots = Arena.ofAuto().allocate((long) count * Integer.BYTES, Double.BYTES);
    for (int context = 1; context < contexts; context++) {
      int first = table.firstChild(context);
      int end = table.childrenEnd(context);
      for (int node = first; end - first > NARROW && node < end; node++) {
        put(slots, count, slot(context, table.token(node), count), node);
      }
    }
    return slots;
  }

  private static void put(MemorySegment slots, int count, int wanted, int node) {
    int slot = wanted;
    while (slots.getAtIndex(NgramTable.INT, slot) != 0) {
      slot = slot + 1 < count ? slot + 1 : 0;
    }
    slots.setAtIndex(NgramTable.INT, slot, node);
  }

  /** Spreads contexts and tokens evenly: the finalizer of SplitMix64 (Steele et al. 2014). */
  private static int slot(int context, int token, int count) {
    long x = (long) context << 32 ^ token;
    x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
    x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
    x ^= x >>> 31;
    return (int) (((x >>> 32) * count) >>> 32);
  }
}
