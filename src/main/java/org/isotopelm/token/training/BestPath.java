package org.isotopelm.token.training;

import java.util.Arrays;

/** The most probable segmentation of a stretch of text (Viterbi). */
final class BestPath {
  /** No piece is left out. */
  static final int NONE = -1;

  private final UnigramLattice lattice;
  private final double[] scores;
  private final double[] best = new double[PieceText.LONGEST + 1];
  private final int[] last = new int[PieceText.LONGEST + 1];
  private final int[] path = new int[PieceText.LONGEST];
  private double score;
  private int size;

  BestPath(UnigramLattice lattice, double[] scores) {
    this.lattice = lattice;
    this.scores = scores;
  }

  /**
   * Finds the path.
   *
   * @param without a piece that it may not use, or {@link #NONE}
   */
  void find(int start, int length, int without) {
    Arrays.fill(best, 1, length + 1, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < length; i++) {
      reach(i + 1, lattice.text().at(start + i), best[i]);
      int end = lattice.to(start + i);
      for (int m = lattice.from(start + i); m < end; m++) {
        int piece = lattice.piece(m);
        int to = i + lattice.length(piece);
        if (piece != without && to <= length) {
          reach(to, piece, best[i]);
        }
      }
    }
    score = best[length];
    size = 0;
    for (int to = length; to > 0; to -= lattice.length(last[to])) {
      path[size++] = last[to];
    }
  }

  private void reach(int to, int piece, double before) {
    if (before + scores[piece] > best[to]) {
      best[to] = before + scores[piece];
      last[to] = piece;
    }
  }

  /** The path's log-probability. */
  double score() {
    return score;
  }

  /** Number of its pieces. */
  int size() {
    return size;
  }

  /** A piece of the path; the last piece comes first. */
  int piece(int i) {
    return path[i];
  }
}
