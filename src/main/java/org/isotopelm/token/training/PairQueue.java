package org.isotopelm.token.training;

import java.util.Arrays;

/**
 * A binary heap of pairs: the most frequent comes first, and among equally frequent ones that with
 * the lower id on the left, then on the right.
 */
final class PairQueue {
  private final PairTable table;
  private long[] counts = new long[1 << 10];
  private int[] numbers = new int[1 << 10];
  private int size;

  PairQueue(PairTable table) {
    this.table = table;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a pair with its present count. */
  void add(int number) {
    if (size == numbers.length) {
      counts = Arrays.copyOf(counts, Math.multiplyExact(size, 2));
      numbers = Arrays.copyOf(numbers, counts.length);
    }
    long count = table.count(number);
    int at = size++;
    while (at > 0 && isBefore(count, number, (at - 1) >>> 1)) {
      move((at - 1) >>> 1, at);
      at = (at - 1) >>> 1;
    }
    counts[at] = count;
    numbers[at] = number;
  }

  /** The count that the first pair had when it was added. */
  long firstCount() {
    return counts[0];
  }

  /** Removes and returns the first. */
  int poll() {
    int first = numbers[0];
    size--;
    long count = counts[size];
    int number = numbers[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(counts[child + 1], numbers[child + 1], child)) {
        child++;
      }
      if (isBefore(count, number, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    counts[at] = count;
    numbers[at] = number;
    return first;
  }

  private boolean isBefore(long count, int number, int at) {
    return count > counts[at]
        || (count == counts[at] && table.pair(number) < table.pair(numbers[at]));
  }

  private void move(int from, int to) {
    counts[to] = counts[from];
    numbers[to] = numbers[from];
  }
}
