package org.isotopelm.study.verdict;

import java.util.Map;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The point with the lowest mean.
 *
 * @param values of it
 * @param candidates points that could have been it
 * @param unit of the figure
 * @param figure its mean over the cells that are compared
 */
public record Winner(Map<String, Object> values, int candidates, Unit unit, double figure) {

  /** {@code lambda = 0.2 has the lowest held-out perplexity of 6 points, 50.66}. */
  String lowest() {
    String point = Phrases.describe(values);
    return candidates == 1
        ? "%s is the only point that can be chosen, with a held-out %s of %s"
            .formatted(point, unit.known(), unit.known(figure))
        : "%s has the lowest held-out %s of %s, %s"
            .formatted(point, unit.known(), Phrases.count(candidates, "point"), unit.known(figure));
  }

  /**
   * The choice against λ = 0.
   *
   * @param zero the mean of λ = 0; null where it is over fewer cells, and does not compare
   */
  record WithZero(Winner winner, Gap gap, @Nullable Double zero) {
    /** {@code lambda = 0.2 has …, 50.66 against 74.83 at λ = 0 (32.3 % lower, …)}. */
    String shown() {
      String other =
          zero == null
              ? " (on the %s that λ = 0 has too, %s than λ = 0; %s)"
                  .formatted(Phrases.count(gap.pairs(), "cell"), difference(), gap.fullEvidence())
              : " against %s at λ = 0 (%s; %s)"
                  .formatted(winner.unit().known(zero), difference(), gap.fullEvidence());
      return winner.lowest() + other;
    }

    /**
     * {@code λ = 0 has …, 7.84, the best of the 4 points (lambda = 0.03) 7.94 (1.3 % higher, …)}.
     */
    String shownAfterZero() {
      if (zero == null) {
        return shown();
      }
      Unit unit = winner.unit();
      String point =
          winner.candidates() == 1
              ? "the only point"
              : "the best of the " + Phrases.count(winner.candidates(), "point");
      return "λ = 0 has a held-out %s of %s, %s (%s) %s (%s; %s)"
          .formatted(
              unit.known(),
              unit.known(zero),
              point,
              Phrases.describe(winner.values()),
              unit.known(winner.figure()),
              difference(),
              gap.fullEvidence());
    }

    /** {@code 32.3 % or 0.3901 nats per token lower}. */
    String difference() {
      String size =
          Figures.nats(Math.abs(gap.difference())) + " " + gap.unit().of() + " " + gap.side();
      double percent = 100 * Math.abs(StrictMath.expm1(gap.difference()));
      return gap.unit().isNll() ? Figures.fixed(percent, 1) + " % or " + size : size;
    }
  }
}
