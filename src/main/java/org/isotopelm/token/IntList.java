package org.isotopelm.token;

import java.util.Arrays;

/** A growing array of int. */
public final class IntList {
  private int[] values = new int[256];
  private int size;

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
    }
    values[size++] = value;
  }

  public int get(int index) {
    return values[index];
  }

  public int size() {
    return size;
  }

  /** Empties it and keeps the array. */
  public void clear() {
    size = 0;
  }

  /** The backing array; only the first {@link #size()} elements count. */
  public int[] array() {
    return values;
  }

  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
