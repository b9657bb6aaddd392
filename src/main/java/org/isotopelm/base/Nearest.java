package org.isotopelm.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that is most like a misspelt one. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known name nearest to {@code name}, or empty if none is near. A name is near if at most a
   * third of it differs, or if it is the beginning of a known one.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(other -> isNear(lower, other.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparingInt(
                (String other) -> distance(lower, other.toLowerCase(Locale.ROOT))));
  }

  private static boolean isNear(String name, String known) {
    boolean begins = name.length() >= 3 && known.startsWith(name);
    return begins || distance(name, known) <= 1 + name.length() / 3;
  }

  /** {@code ; did you mean 'x'?}, or "" if no known name is near. */
  public static String hint(String name, Collection<String> known) {
    return to(name, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /**
   * The least number of insertions, deletions, substitutions and swaps of neighbours that turn one
   * into the other (the optimal string alignment distance; Damerau 1964).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
