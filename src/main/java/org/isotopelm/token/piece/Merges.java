package org.isotopelm.token.piece;

import java.util.List;

/**
 * The merges of byte-pair encoding, in the order in which they were learned: where several apply,
 * the earliest goes first, and among equal ones the leftmost.
 */
public final class Merges {
  /** Two neighbours and the token that they become. */
  public record Merge(int left, int right, int result) {}

  /** Above so many tokens, candidates wait in a heap; below, looking at all of them is faster. */
  private static final int FEW = 32;

  private final List<Merge> merges;
  private final MergeRanks ranks;
  private final int[] results;

  public Merges(List<Merge> merges) {
    this.merges = List.copyOf(merges);
    this.results = merges.stream().mapToInt(Merge::result).toArray();
    this.ranks = new MergeRanks(merges);
  }

  public List<Merge> list() {
    return merges;
  }

  /** The arrays that {@link #apply} needs: one for each thread. */
  static final class Workspace {
    private final int[] ranks = new int[FEW];
  }

  /**
   * Merges the first {@code count} of {@code tokens} until no merge applies, in place.
   *
   * @return how many are left
   */
  int apply(int[] tokens, int count, Workspace workspace) {
    return count <= FEW ? applyToFew(tokens, count, workspace.ranks) : new Run(tokens, count).run();
  }

  /** Looks for the earliest merge again and again; n tokens take time n². */
  private int applyToFew(int[] tokens, int count, int[] rank) {
    for (int i = 0; i + 1 < count; i++) {
      rank[i] = ranks.get(tokens[i], tokens[i + 1]);
    }
    for (int n = count; n > 1; ) {
      long first = Long.MAX_VALUE; // the least rank, and where it is; without a branch
      for (int i = 0; i + 1 < n; i++) {
        first = Math.min(first, (long) rank[i] << 32 | i);
      }
      int at = (int) first;
      int least = (int) (first >>> 32);
      if (least == MergeRanks.NONE) {
        return n;
      }
      n--;
      tokens[at] = results[least];
      for (int i = at + 1; i < n; i++) {
        tokens[i] = tokens[i + 1];
        rank[i] = rank[i + 1];
      }
      if (at > 0) {
        rank[at - 1] = ranks.get(tokens[at - 1], tokens[at]);
      }
      if (at + 1 < n) {
        rank[at] = ranks.get(tokens[at], tokens[at + 1]);
      }
    }
    return Math.min(count, 1);
  }

  /**
   * One application, in time n·log n: a doubly linked list of tokens and a heap of (rank,
   * position).
   */
  private final class Run {
    private static final int GONE = -1;

    private final int[] token;
    private final int count;
    private final int[] next;
    private final int[] previous;
    private final LongHeap candidates;

    Run(int[] tokens, int count) {
      this.token = tokens;
      this.count = count;
      next = new int[count];
      previous = new int[count];
      candidates = new LongHeap(count);
      for (int i = 0; i < count; i++) {
        next[i] = i + 1;
        previous[i] = i - 1;
        propose(i);
      }
    }

    int run() {
      while (!candidates.isEmpty()) {
        long candidate = candidates.poll();
        int rank = (int) (candidate >>> 32);
        int position = (int) candidate;
        if (rank == rank(position)) {
          merge(position, results[rank]);
        }
      }
      int left = 0;
      for (int i = 0; i < count; i++) {
        if (token[i] != GONE) {
          token[left++] = token[i];
        }
      }
      return left;
    }

    private void merge(int position, int result) {
      int right = next[position];
      token[position] = result;
      token[right] = GONE;
      next[position] = next[right];
      if (next[position] < count) {
        previous[next[position]] = position;
      }
      propose(previous[position]);
      propose(position);
    }

    private void propose(int position) {
      int rank = rank(position);
      if (rank != MergeRanks.NONE) {
        candidates.add((long) rank << 32 | position);
      }
    }

    /** The rank of the merge of the token at a position and its neighbour, if there is one. */
    private int rank(int position) {
      boolean pair = position >= 0 && token[position] != GONE && next[position] < count;
      return pair ? ranks.get(token[position], token[next[position]]) : MergeRanks.NONE;
    }
  }
}
