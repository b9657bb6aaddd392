package org.isotopelm.token.piece;

import java.util.Arrays;

/** A growing array of int. */
public final class IntList {
  private static final int FEW = 4;

  private int[] values = new int[256];
  private int size;

  public void add(int value) {
    if (size == values.length) {
      grow(1);
    }
    values[size++] = value;
  }

  public void addAll(int[] more) {
    addAll(more, more.length);
  }

  /** Appends the first {@code count} of an array. */
  public void addAll(int[] more, int count) {
    addAll(more, 0, count);
  }

  /** Appends {@code count} of an array, the first of which is at {@code from}. */
  void addAll(int[] more, int from, int count) {
    if (count > values.length - size) {
      grow(count);
    }
    if (count > FEW) {
      System.arraycopy(more, from, values, size, count);
    } else { // a call for one or two ids would take longer
      for (int i = 0; i < count; i++) {
        values[size + i] = more[from + i];
      }
    }
    size += count;
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

  /** Takes the last elements away. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** The backing array; only the first {@link #size()} elements count. */
  public int[] array() {
    return values;
  }

  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  private void grow(int more) {
    int needed = Math.addExact(size, more);
    values =
        Arrays.copyOf(values, Math.max(needed, (int) Math.min(2L * size, Integer.MAX_VALUE - 8)));
  }
}
