package org.isotopelm.math.product;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Views of arrays from an offset on, each made once: foreign calls take nothing else, and whether
 * the compiler sees through one that is made for the call depends on what else the JVM has run. A
 * model's buffers and parameters give some thousand. They are kept in a table of open addresses,
 * which is emptied when it is full.
 */
final class Segments {
  private static final int BITS = 14;
  private static final int SLOTS = 1 << BITS;
  private static final int MOST = SLOTS / 2;

  /** 2³² divided by the golden ratio: spreads what is close (Knuth, volume 3, 6.4). */
  private static final int SPREAD = 0x9E3779B9;

  private final MemorySegment[] segments = new MemorySegment[SLOTS];
  private final Object[] arrays = new Object[SLOTS];
  private final int[] offsets = new int[SLOTS];
  private int size;

  /** The array from element {@code offset} on. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  MemorySegment at(float[] array, int offset) {
    int slot = ((System.identityHashCode(array) * 31 + offset) * SPREAD) >>> (Integer.SIZE - BITS);
    while (arrays[slot] != null) {
      if (arrays[slot] == array && offsets[slot] == offset) {
        return segments[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    return add(slot, array, offset);
  }

  private MemorySegment add(int slot, float[] array, int offset) {
    if (size == MOST) {
      Arrays.fill(arrays, null);
      Arrays.fill(segments, null);
      size = 0;
    }
    MemorySegment segment = MemorySegment.ofArray(array).asSlice((long) offset * Float.BYTES);
    arrays[slot] = array;
    offsets[slot] = offset;
    segments[slot] = segment;
    size++;
    return segment;
  }
}
