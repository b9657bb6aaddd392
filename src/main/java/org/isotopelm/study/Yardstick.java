package org.isotopelm.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a study measures a difference: one rule for the set of equals, the choice by one standard
 * error, every p and the smallest difference that could be seen.
 *
 * <p>Few repetitions tell little of their own variance: that of three folds has two degrees of
 * freedom and is under a tenth of the truth once in ten times, so that of many points one that
 * hardly differs is told from the best by luck. Below five repetitions a difference is therefore
 * given no smaller variance than the median of all candidates' differences to the best. Its degrees
 * of freedom stay folds − 1. As the error can only grow, a test errs no more often than it says,
 * whatever the points' own variances are; pooling them outright (Smyth 2004, "Linear models and
 * empirical Bayes methods for assessing differential expression") would gain degrees of freedom,
 * and err where they differ, as those of extreme λ do. A floor under the error is that of Tusher,
 * Tibshirani and Chu (2001, "Significance analysis of microarrays").
 *
 * @param floor the least variance of a difference, where there are few repetitions
 * @param isFair whether contenders differ by their values alone; else there is no test of these
 */
record Yardstick(Design design, Metric metric, double floor, boolean isFair) {
  /** As many repetitions have a variance of their own. */
  private static final int ENOUGH = 5;

  Yardstick(Design design, Metric metric, double floor) {
    this(design, metric, floor, true);
  }

  /** The one of a plan, with a floor from these candidates. */
  static Yardstick of(Plan plan, Trials trials, List<Point> candidates, @Nullable Point best) {
    Yardstick plain =
        new Yardstick(new Design(plan.spec().folds()), plan.metric(), 0, !plan.confoundsDecay());
    if (best == null) {
      return plain;
    }
    double[] variances =
        candidates.stream()
            .filter(point -> !point.equals(best))
            .map(point -> trials.differences(plain, Contender.of(point), Contender.of(best)))
            .filter(differences -> differences.length > 1)
            .mapToDouble(Statistics::variance)
            .sorted()
            .toArray();
    return new Yardstick(
        plain.design(), plain.metric(), Statistics.median(variances), plain.isFair());
  }

  /**
   * The test of a mean difference; null where it would say nothing, as for fewer than two
   * repetitions.
   */
  @Nullable TTest test(double[] differences) {
    if (!isFair) {
      return null;
    }
    TTest own = design.test(differences);
    return own == null || differences.length >= ENOUGH
        ? own
        : own.atLeast(design.standardError(differences.length, floor));
  }
}
