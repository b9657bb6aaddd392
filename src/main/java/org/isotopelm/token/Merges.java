package org.isotopelm.token;

import java.util.Arrays;
import java.util.List;

/**
 * The merges of byte-pair encoding, in the order in which they were learned: where several apply,
 * the earliest goes first, and among equal ones the leftmost.
 */
final class Merges {
  /** Two neighbours and the token that they become. */
  record Merge(int left, int right, int result) {}

  private final List<Merge> merges;
  private final PairMap ranks = new PairMap();
  private final int[] results;

  Merges(List<Merge> merges) {
    this.merges = List.copyOf(merges);
    this.results = merges.stream().mapToInt(Merge::result).toArray();
    for (int rank = 0; rank < results.length; rank++) {
      ranks.put(merges.get(rank).left(), merges.get(rank).right(), rank);
    }
  }

  List<Merge> list() {
    return merges;
  }

  /**
   * Merges {@code tokens} until no merge applies; n tokens take time n·log n, as candidates wait in
   * a heap and merged tokens are unlinked from a list.
   *
   * @return the tokens that are left
   */
  int[] apply(int[] tokens) {
    return tokens.length < 2 ? tokens : new Run(tokens.clone()).tokens();
  }

  /** One application: a doubly linked list of tokens and a heap of (rank, position). */
  private final class Run {
    private static final int GONE = -1;

    private final int[] token;
    private final int[] next;
    private final int[] previous;
    private final LongHeap candidates;

    Run(int[] tokens) {
      int n = tokens.length;
      token = tokens;
      next = new int[n];
      previous = new int[n];
      candidates = new LongHeap(n);
      for (int i = 0; i < n; i++) {
        next[i] = i + 1;
        previous[i] = i - 1;
        propose(i);
      }
    }

    int[] tokens() {
      while (!candidates.isEmpty()) {
        long candidate = candidates.poll();
        int rank = (int) (candidate >>> 32);
        int position = (int) candidate;
        if (rank == rank(position)) {
          merge(position, results[rank]);
        }
      }
      return Arrays.stream(token).filter(id -> id != GONE).toArray();
    }

    private void merge(int position, int result) {
      int right = next[position];
      token[position] = result;
      token[right] = GONE;
      next[position] = next[right];
      if (next[position] < token.length) {
        previous[next[position]] = position;
      }
      propose(previous[position]);
      propose(position);
    }

    private void propose(int position) {
      int rank = rank(position);
      if (rank != PairMap.ABSENT) {
        candidates.add((long) rank << 32 | position);
      }
    }

    /** The rank of the merge of the token at a position and its neighbour, if there is one. */
    private int rank(int position) {
      boolean pair = position >= 0 && token[position] != GONE && next[position] < token.length;
      return pair ? ranks.get(token[position], token[next[position]]) : PairMap.ABSENT;
    }
  }
}
