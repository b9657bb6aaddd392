package org.isotopelm.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate a few slips of the keyboard away from {@code word}, if there is one. */
  public static Optional<String> of(String word, Collection<String> candidates) {
    int slips = Math.max(1, word.length() / 3);
    return candidates.stream()
        .filter(c -> distance(word, c) <= slips || (word.length() >= 3 && c.startsWith(word)))
        .min(Comparator.comparingInt(c -> distance(word, c)));
  }

  /** {@code ; did you mean batch?}, or nothing. */
  static String hint(String word, Collection<String> candidates) {
    return of(word, candidates).map(c -> "; did you mean " + c + "?").orElse("");
  }

  /**
   * Edits between two words, where swapping two neighbours is one (optimal string alignment,
   * Boytsov 2011).
   */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
