package org.isotopelm.model.ngram;

import java.util.Arrays;

/**
 * Scores a piece of a text as {@link NgramCursor} does, to the bit, but several stretches of it in
 * turns. A query is a chain of reads, each of which needs the one before, and most are not in the
 * processor's cache; the chains of several stretches wait at the same time. (5-grams of WikiText-2
 * on one core, beside KenLM's probing table: 0.49 of its speed with 1 stretch, 0.87 with 8, 0.85 to
 * 0.99 with 16.)
 *
 * <p>What a stretch needs of the text before it are order − 1 tokens, which are read first.
 */
final class NgramLanes {
  private static final int MOST_LANES = 16;

  /** A shorter stretch is not worth the tokens that are read before it. */
  private static final int SHORTEST = 16;

  private final NgramTable table;
  private final int documentBegin;
  private final int[] tokens;
  private final boolean[] begins;

  /** By lane: the token that comes next, where scores begin and end, and the context so far. */
  private final int[] at = new int[MOST_LANES];

  private final int[] first = new int[MOST_LANES];
  private final int[] end = new int[MOST_LANES];
  private final int[] context = new int[MOST_LANES];

  /** By lane: the weight of the context, from those that were too long. */
  private final double[] weight = new double[MOST_LANES];

  /** By lane: the node that may be the n-gram, and its last token. */
  private final int[] candidate = new int[MOST_LANES];

  private final int[] found = new int[MOST_LANES];

  /**
   * @param most tokens of a piece
   */
  NgramLanes(NgramTable table, int most) {
    this.table = table;
    documentBegin = table.next(table.sizes().documentBegin());
    tokens = new int[most];
    begins = new boolean[most];
  }

  /** Where the piece's tokens belong. */
  int[] tokens() {
    return tokens;
  }

  /** Forgets where documents begin in the piece. */
  void clear() {
    Arrays.fill(begins, false);
  }

  /** Says that a document begins with this token of the piece. */
  void begin(int token) {
    begins[token] = true;
  }

  /**
   * Scores tokens [from, to) of the piece; those before them are read only.
   *
   * @param nll receives their scores from {@code target} on
   */
  void score(int from, int to, float[] nll, int target) {
    int lanes = Math.clamp((to - from) / SHORTEST, 1, MOST_LANES);
    for (int lane = 0; lane < lanes; lane++) {
      start(lane, from + (to - from) * lane / lanes, from + (to - from) * (lane + 1) / lanes);
    }
    while (lanes > 0) {
      look(lanes);
      for (int lane = lanes - 1; lane >= 0; lane--) {
        if (!step(lane, nll, target - from)) {
          move(--lanes, lane);
        }
      }
    }
  }

  private void start(int lane, int from, int to) {
    first[lane] = from;
    end[lane] = to;
    at[lane] = Math.max(0, from - table.sizes().order() + 1);
    context[lane] = begins[at[lane]] ? documentBegin : NgramTable.ROOT;
    weight[lane] = 1;
  }

  /** Asks for the memory that the next step of every lane needs. */
  private void look(int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      candidate[lane] = table.candidate(context[lane], tokens[at[lane]]);
    }
    for (int lane = 0; lane < lanes; lane++) {
      int node = candidate[lane];
      found[lane] = node == NgramTable.ABSENT ? NgramTable.ABSENT : table.token(node);
    }
  }

  /** Reads a token of a lane, or makes its context shorter; false at the lane's end. */
  private boolean step(int lane, float[] nll, int shift) {
    int position = at[lane];
    int token = tokens[position];
    int node = candidate[lane];
    if (node != NgramTable.ABSENT && found[lane] != token) {
      node = table.find(context[lane], token);
    }
    if (node == NgramTable.ABSENT) {
      weight[lane] *= table.backoff(context[lane]);
      context[lane] = table.suffix(context[lane]);
      return true;
    }
    if (position >= first[lane]) {
      nll[position + shift] = nll(weight[lane] * table.probability(node));
    }
    weight[lane] = 1;
    at[lane] = ++position;
    if (position == end[lane]) {
      return false;
    }
    context[lane] = begins[position] ? documentBegin : table.next(node);
    return true;
  }

  /** The same bits on every machine; 0 and not −0 for what is certain. */
  private static float nll(double probability) {
    return (float) (0 - StrictMath.log(probability));
  }

  private void move(int from, int to) {
    at[to] = at[from];
    first[to] = first[from];
    end[to] = end[from];
    context[to] = context[from];
    weight[to] = weight[from];
  }
}
