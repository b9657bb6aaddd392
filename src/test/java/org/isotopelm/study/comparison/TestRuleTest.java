package org.isotopelm.study.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.junit.jupiter.api.Test;

class TestRuleTest {
  private static final Space SPACE =
      Space.of(Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 1, 2, 3)));

  @Test
  void of_fewFolds_asksThePooledVarianceToo() {
    // Differences to λ = 0 by fold. Variances: 1e-8; 1e-4; 4e-4. The median is 1e-4; that of χ²/2
    // with two degrees of freedom is ln 2. Three variances have six: t is 2.4469 and not 4.3027.
    Trials trials = new Trials();
    add(trials, 0, 4, 4, 4);
    add(trials, 1, 4.0028, 4.0027, 4.0029);
    add(trials, 2, 4.03, 4.02, 4.04);
    add(trials, 3, 4.02, 4.04, 4.06);
    TestRule testRule = testRule(trials, 3);
    double pooled = 1e-4 / Math.log(2) * Math.pow(2.4469 / 4.3027, 2);
    assertThat(testRule.floor()).isCloseTo(pooled, within(1e-8));
    // Its own, √((1/3 + 1/2)·1e-8), would tell it apart by luck.
    Paired near = paired(trials, testRule, 1);
    assertThat(near.correctedSe()).isCloseTo(Math.sqrt(5 / 6.0 * pooled), within(1e-6));
    assertThat(Objects.requireNonNull(near.p())).isGreaterThan(0.05);
    assertThat(
            Objects.requireNonNull(
                paired(trials, new TestRule(new Design(3), Metric.NLL, 0, true), 1).p()))
        .isLessThan(0.01);
    // A larger variance stays its own.
    assertThat(paired(trials, testRule, 3).correctedSe())
        .isCloseTo(Math.sqrt(5 / 6.0) * 2e-2, within(1e-9));
  }

  @Test
  void of_twoPoints_isTheirOwnTest() {
    Trials trials = new Trials();
    add(trials, 0, 4, 4, 4);
    add(trials, 1, 4.01, 4.03, 4.02);
    TestRule plain = new TestRule(new Design(3), Metric.NLL, 0);
    Paired own = paired(trials, plain, 1);
    assertThat(paired(trials, testRule(trials, 3), 1).p())
        .isCloseTo(Objects.requireNonNull(own.p()), within(1e-12));
  }

  @Test
  void test_ofFiveFolds_hasItsOwnVariance() {
    TestRule testRule = new TestRule(new Design(5), Metric.NLL, 1, true);
    double[] differences = {1, 2, 3, 4, 5};
    assertThat(Objects.requireNonNull(testRule.test(differences)))
        .isEqualTo(new Design(5).test(differences));
  }

  @Test
  void paired_belowWhatFiguresMean_isNoDifference() {
    Trials trials = new Trials();
    add(trials, 0, 4, 4.1, 4.2);
    add(trials, 1, 4.00002, 4.10002, 4.20002);
    Paired paired = paired(trials, testRule(trials, 3), 1);
    assertThat(paired.isNone()).isTrue();
    assertThat(paired.p()).isEqualTo(1);
    assertThat(paired.pWilcoxon()).isEqualTo(1);
    assertThat(paired.ci95().get(0)).isNegative();
    add(trials, 2, 4.0001, 4.1001, 4.2001);
    assertThat(paired(trials, testRule(trials, 3), 2).isNone()).isFalse();
  }

  private static TestRule testRule(Trials trials, int folds) {
    Plan plan =
        Plan.of(
            Studies.of(
                Studies.gridSearch(),
                Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 1, 2, 3)),
                folds,
                1,
                Map.of()));
    List<Point> points = List.of(point(0), point(1), point(2), point(3));
    return TestRule.of(plan, trials, points, point(0));
  }

  private static Paired paired(Trials trials, TestRule testRule, long lambda) {
    return Objects.requireNonNull(
        Comparison.of(testRule, trials, Contender.of(point(lambda)), Contender.of(point(0))));
  }

  private static Point point(long lambda) {
    return SPACE.point(Map.of("lambda", lambda));
  }

  private static void add(Trials trials, long lambda, double... nll) {
    for (int fold = 0; fold < nll.length; fold++) {
      Cell cell = new Cell(Contender.of(point(lambda)), fold, 1);
      trials.add(Trial.of(cell, FakeRunner.result(nll[fold], 3, (double) lambda)));
    }
  }
}
