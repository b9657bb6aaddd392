package org.isotopelm.model.ngram.estimate;

import java.util.Arrays;
import org.isotopelm.math.Team;

/**
 * Sorts records of a long key and, if wanted, a long payload by their key, least significant digit
 * first (Knuth 1998, 5.2.5). Stable; digits begin at bits in which keys differ. The threads take
 * blocks of records, so the result is the same for any number of them.
 */
final class RadixSort {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;

  /** Below this, threads would wait for each other longer than they sort. */
  private static final int LEAST_BLOCK = 1 << 15;

  private static final int MOST_BLOCKS = 16;

  private final Team team;
  private final int[][] starts = new int[MOST_BLOCKS][BUCKETS];

  RadixSort(Team team) {
    this.team = team;
  }

  /**
   * Sorts the first records of two pairs of arrays, of which the second is for this work.
   *
   * @param records [0]: keys, [1]: room for keys, [2]: payloads, [3]: room for payloads; the last
   *     two are empty where there is no payload. The result is in [0] and [2]: arrays change places
   * @param lowest the first bit that counts
   */
  void sort(long[][] records, int size, int lowest) {
    long left = differing(records[0], size) >>> lowest << lowest;
    while (left != 0) {
      int shift = Long.numberOfTrailingZeros(left);
      pass(records, size, shift);
      swap(records, 0, 1);
      swap(records, 2, 3);
      left &= ~((BUCKETS - 1L) << shift);
    }
  }

  private static long differing(long[] keys, int size) {
    long differing = 0;
    for (int i = 1; i < size; i++) {
      differing |= keys[i] ^ keys[0];
    }
    return differing;
  }

  private static void swap(long[][] records, int a, int b) {
    long[] kept = records[a];
    records[a] = records[b];
    records[b] = kept;
  }

  private void pass(long[][] records, int size, int shift) {
    int blocks = Math.clamp(size / LEAST_BLOCK, 1, MOST_BLOCKS);
    long[] keys = records[0];
    team.run(
        blocks,
        (block, thread) ->
            count(keys, from(block, blocks, size), from(block + 1, blocks, size), shift, block));
    begin(blocks);
    boolean payload = records[2].length > 0;
    team.run(
        blocks,
        (block, thread) -> {
          int from = from(block, blocks, size);
          int to = from(block + 1, blocks, size);
          if (payload) {
            move(records, from, to, shift, starts[block]);
          } else {
            move(keys, records[1], from, to, shift, starts[block]);
          }
        });
  }

  private static int from(int block, int blocks, int size) {
    return (int) ((long) size * block / blocks);
  }

  private void count(long[] keys, int from, int to, int shift, int block) {
    int[] counts = starts[block];
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      counts[(int) (keys[i] >>> shift) & BUCKETS - 1]++;
    }
  }

  /** Turns the counts of each block into the places where its records of a bucket begin. */
  private void begin(int blocks) {
    int next = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      for (int block = 0; block < blocks; block++) {
        int count = starts[block][bucket];
        starts[block][bucket] = next;
        next += count;
      }
    }
  }

  private static void move(long[] keys, long[] to, int from, int end, int shift, int[] next) {
    for (int i = from; i < end; i++) {
      long key = keys[i];
      to[next[(int) (key >>> shift) & BUCKETS - 1]++] = key;
    }
  }

  private static void move(long[][] records, int from, int end, int shift, int[] next) {
    long[] keys = records[0];
    long[] toKeys = records[1];
    long[] payloads = records[2];
    long[] toPayloads = records[3];
    for (int i = from; i < end; i++) {
      long key = keys[i];
      int place = next[(int) (key >>> shift) & BUCKETS - 1]++;
      toKeys[place] = key;
      toPayloads[place] = payloads[i];
    }
  }
}
