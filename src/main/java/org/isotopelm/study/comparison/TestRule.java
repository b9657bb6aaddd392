package org.isotopelm.study.comparison;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/**
 * How a study tests a difference: one rule for the points near the best, the choice by one standard
 * error, every p and the smallest detectable difference.
 *
 * <p>Few repetitions say little about their own variance: three folds have two degrees of freedom,
 * so among many points some seem hardly to vary and look different by luck. Below five repetitions
 * two tests must agree: the difference's own test, and one whose variance is pooled over the
 * candidates' differences to the best. The pooled variance is their median, because a few extreme
 * points vary far more than the rest, divided by the median of χ²/ν, which makes it the variance of
 * normal figures. Both tests must reject, so that neither errs more often than its level (an
 * intersection–union test, Berger 1982). Where points differ in variance, pooling alone (Smyth
 * 2004, "Linear models and empirical Bayes methods for assessing differential expression") would
 * fail, and the own test still holds. This is the same as a floor under the own standard error.
 *
 * @param floor the smallest variance of a difference if there are few repetitions
 * @param isFair whether contenders differ by their values only; otherwise there is no test
 */
public record TestRule(Design design, Metric metric, double floor, boolean isFair) {
  /** With so many repetitions a difference's own variance is enough. */
  private static final int ENOUGH = 5;

  public TestRule(Design design, Metric metric, double floor) {
    this(design, metric, floor, true);
  }

  /** The one of a plan, with a floor from these candidates. */
  public static TestRule of(
      Plan plan, Trials trials, List<Point> candidates, @Nullable Point best) {
    TestRule plain =
        new TestRule(new Design(plan.spec().folds()), plan.metric(), 0, !plan.confoundsDecay());
    if (best == null) {
      return plain;
    }
    List<double[]> differences =
        candidates.stream()
            .filter(point -> !point.equals(best))
            .map(
                point ->
                    Comparison.repetitions(
                        plain,
                        trials.results(Contender.of(point)),
                        trials.results(Contender.of(best))))
            .toList();
    return plain.over(differences);
  }

  /** The same with a floor from these candidates' differences to the best. */
  TestRule over(List<double[]> differences) {
    double[] variances =
        differences.stream()
            .filter(each -> each.length > 1)
            .mapToDouble(Statistics::variance)
            .sorted()
            .toArray();
    if (variances.length == 0) {
      return this;
    }
    int own = differences.getFirst().length - 1;
    // The median of one or two values is their mean, which needs no correction.
    double share = variances.length < 3 ? 1 : medianShare(own);
    double pooled = Statistics.median(variances) / share;
    double ratio = TTest.critical(variances.length * own) / TTest.critical(own);
    return new TestRule(design, metric, pooled * ratio * ratio, isFair);
  }

  /** The median of the variance of normal figures, as a share of its mean. */
  private static double medianShare(int degreesOfFreedom) {
    return ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(0.5)
        / degreesOfFreedom;
  }

  /**
   * The test of a mean difference; null where there can be none, as for fewer than two repetitions.
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
