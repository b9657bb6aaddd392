package org.isotopelm.text;

import java.util.Arrays;

/** For each of some documents the first of them with the same hash. */
final class FirstOccurrences {
  private FirstOccurrences() {}

  /**
   * The first of each.
   *
   * @param size number of all documents
   * @return [size]
   */
  static int[] of(int[] documents, int size, long[] hashHigh, long[] hashLow) {
    int[] table = table(documents.length);
    int[] firsts = new int[size];
    for (int d : documents) {
      firsts[d] = first(d, hashHigh, hashLow, table);
    }
    return firsts;
  }

  private static int[] table(int documents) {
    int[] table = new int[Integer.highestOneBit(Math.max(1, documents)) << 2];
    Arrays.fill(table, -1);
    return table;
  }

  /** Looks the document up in an open-addressed table of documents, or adds it. */
  private static int first(int document, long[] high, long[] low, int[] table) {
    int slot = (int) high[document] & (table.length - 1);
    while (table[slot] >= 0) {
      int other = table[slot];
      if (high[other] == high[document] && low[other] == low[document]) {
        return other;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = document;
    return document;
  }
}
