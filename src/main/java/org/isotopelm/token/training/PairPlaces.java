package org.isotopelm.token.training;

import java.util.Arrays;

/**
 * Where pairs stand: slices of one array by the pair's number, each in ascending order. Places are
 * noted for all pairs that arise in one step, and then put into slices.
 */
final class PairPlaces {
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final PairTable table;
  private final long minimum;
  private int[] pool = new int[1 << 12];
  private int used;
  private int[] starts = new int[1 << 11];
  private int[] ends = new int[1 << 11];
  private int known;

  // Noted in this step.
  private int[] numbers = new int[1 << 12];
  private int[] places = new int[1 << 12];
  private int noted;

  /**
   * @param minimum pairs that occur less often need no places
   */
  PairPlaces(PairTable table, long minimum) {
    this.table = table;
    this.minimum = minimum;
  }

  /** Where the places of a pair begin, for {@link #at}. */
  int start(int number) {
    return starts[number];
  }

  /** One past the last. */
  int end(int number) {
    return ends[number];
  }

  int at(int index) {
    return pool[index];
  }

  /** The first pair without a slice. */
  int known() {
    return known;
  }

  /** Notes that a pair that arose in this step stands here. */
  void note(int number, int place) {
    if (noted == numbers.length) {
      if (noted == MOST) {
        throw CountedPieces.tooMany();
      }
      numbers = Arrays.copyOf(numbers, (int) Math.min(2L * noted, MOST));
      places = Arrays.copyOf(places, numbers.length);
    }
    numbers[noted] = number;
    places[noted++] = place;
  }

  /** Ends a step: a counting sort by pair, which keeps the order of places. */
  void finishStep() {
    if (table.size() > starts.length) {
      starts = Arrays.copyOf(starts, Math.max(table.size(), 2 * starts.length));
      ends = Arrays.copyOf(ends, starts.length);
    }
    Arrays.fill(ends, known, table.size(), 0);
    for (int i = 0; i < noted; i++) {
      ends[numbers[i]]++;
    }
    for (int number = known; number < table.size(); number++) {
      int places = table.count(number) < minimum ? 0 : ends[number];
      starts[number] = used;
      ends[number] = used;
      if (places > MOST - used) {
        throw CountedPieces.tooMany();
      }
      used += places;
    }
    if (used > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(used, (int) Math.min(2L * pool.length, MOST)));
    }
    for (int i = 0; i < noted; i++) {
      int number = numbers[i];
      if (table.count(number) >= minimum) {
        pool[ends[number]++] = places[i];
      }
    }
    known = table.size();
    noted = 0;
  }
}
