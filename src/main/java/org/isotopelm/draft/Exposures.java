package org.isotopelm.draft;

import java.util.List;
import org.isotopelm.words.Phrases;

/**
 * The exposures κ of a final training among which a study searches: η·λ summed over the steps.
 *
 * @param tried by a search of few values, rising
 * @param least that a longer search proposes
 * @param most likewise
 */
record Exposures(List<Double> tried, double least, double most) {
  /** Of the config's own λ: one of those that are tried, or it would be trained besides. */
  static final double USUAL = 0.3;

  /**
   * Passes over the text from which more decay helps. On 1.1 MB of plays and of Java a network that
   * saw 2.1 passes was best at κ = 1 and worse at 3 than without decay; after 10 passes over 300 kB
   * of plays it was best at 3. Trainings of the search are too short to show it.
   */
  private static final double MANY_PASSES = 4;

  private static final Exposures OF_FEW_PASSES =
      new Exposures(List.of(0.0, 0.1, USUAL, 1.0), 0.03, 1);

  private static final Exposures OF_MANY_PASSES =
      new Exposures(List.of(0.0, USUAL, 1.0, 3.0), 0.1, 10);

  /** Those for a final training of so many passes over its text. */
  static Exposures of(double passes) {
    return passes < MANY_PASSES ? OF_FEW_PASSES : OF_MANY_PASSES;
  }

  /** {@code 0, 0.3, 1 and 3}. */
  String list() {
    return Phrases.list(tried.stream().map(Digits::plain).toList());
  }

  /** {@code 0.1 to 10}. */
  String range() {
    return Digits.plain(least) + " to " + Digits.plain(most);
  }
}
