package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PruningTest {
  private static final Observation GOOD = point("good", 4.0, 4.1, 4.2, 4.3, 4.4);
  private static final Observation FAIR = point("fair", 4.1, 4.2, 4.1, 4.4, 4.5);
  private static final Observation POOR = point("poor", 4.2, 4.31, 4.5, 4.7, 4.9);
  private static final Observation WORST = point("worst", 5.0, 5.11, 5.22, 5.33, 5.44);
  private static final List<Observation> ALL = List.of(WORST, GOOD, POOR, FAIR);

  @Test
  void none_neverPrunes() {
    assertThat(prune(new NoPruning(), 3)).isEmpty();
  }

  @Test
  void median_prunesThoseAboveTheMedianOfTheSameCells() {
    // Over the first two cells: 4.05, 4.15, 4.255, 5.055; the median is 4.2025.
    Map<Point, String> pruned = prune(new MedianPruning(2), 2);
    assertThat(pruned).containsOnlyKeys(WORST.point(), POOR.point());
    assertThat(pruned.get(POOR.point()))
        .isEqualTo("nll 4.2550 over 2 cells is above the median of 4 points, 4.2025");
  }

  @Test
  void median_beforeItsTime_prunesNothing() {
    assertThat(prune(new MedianPruning(2), 1)).isEmpty();
  }

  @Test
  void median_countsOnlyPointsThatHaveTheSameCells() {
    Observation pruned = point("pruned before", 3.0, null, null, null, null);
    // Over two cells only GOOD, FAIR and POOR are left to compare: the median is FAIR's.
    List<Observation> seen = List.of(GOOD, FAIR, POOR, pruned);
    assertThat(prune(new MedianPruning(1), List.of(FAIR, POOR), seen, 2))
        .containsOnlyKeys(POOR.point());
  }

  @Test
  void halving_keepsTheBestShareAfterPowersOfTheFactor() {
    Map<Point, String> pruned = prune(new HalvingPruning(2), 2);
    assertThat(pruned).containsOnlyKeys(WORST.point(), POOR.point());
    assertThat(pruned.get(WORST.point()))
        .isEqualTo("number 4 of 4 after 2 cells; the best 2 go on");
    assertThat(prune(new HalvingPruning(2), 3)).isEmpty();
    assertThat(prune(new HalvingPruning(3), 1)).containsOnlyKeys(WORST.point(), POOR.point());
  }

  @Test
  void halving_ofOnePoint_keepsIt() {
    assertThat(prune(new HalvingPruning(10), List.of(POOR), ALL, 1)).isEmpty();
  }

  @Test
  void racing_prunesThoseThatATestWithOneVarianceFindsWorse() {
    // Residuals of points and cells: squares 0.06786, and of the guess 0.00009, with 13 degrees of
    // freedom: s = 0.0723, the error of a difference over two cells. FAIR is 0.1 above GOOD (t =
    // 1.38, p = 0.095), POOR 0.205 (t = 2.84, p = 0.007).
    Map<Point, String> pruned = prune(new RacingPruning(0.05), 2);
    assertThat(pruned).containsOnlyKeys(WORST.point(), POOR.point());
    assertThat(pruned.get(POOR.point()))
        .isEqualTo("worse than name = good on 2 cells, paired p = 0.007");
    assertThat(prune(new RacingPruning(0.1), 2)).containsKey(FAIR.point());
  }

  @Test
  void racing_afterFewerCells_needsALargerDifference() {
    // Over one cell the error is √2 times as large: POOR has t = 0.2/0.1022 = 1.96, p = 0.036.
    assertThat(prune(new RacingPruning(0.03), 1)).containsOnlyKeys(WORST.point());
    assertThat(prune(new RacingPruning(0.04), 1)).containsOnlyKeys(WORST.point(), POOR.point());
  }

  @Test
  void wilcoxon_needsEnoughCellsToBeSure() {
    // Worse on each of n cells: p = 2⁻ⁿ, so that 0.1 is first undercut by four.
    assertThat(prune(new WilcoxonPruning(0.1), 3)).isEmpty();
    Map<Point, String> pruned = prune(new WilcoxonPruning(0.1), 4);
    assertThat(pruned).containsOnlyKeys(WORST.point(), POOR.point());
    assertThat(pruned.get(POOR.point()))
        .isEqualTo("worse than name = good on 4 cells, signed-rank p = 0.063");
  }

  @Test
  void wilcoxon_keepsThePointThatIsTheBestItself() {
    assertThat(prune(new WilcoxonPruning(0.9), 5)).doesNotContainKey(GOOD.point());
  }

  @Test
  void prune_failedPoint_isLeftToBeCounted() {
    Observation failed =
        new Observation(point("failed").point(), Arrays.asList(null, 9.0, 9.0, 9.0, 9.0), true);
    assertThat(prune(new MedianPruning(1), List.of(failed), ALL, 3)).isEmpty();
    assertThat(prune(new WilcoxonPruning(0.5), List.of(failed), ALL, 3)).isEmpty();
    assertThat(prune(new RacingPruning(0.5), List.of(failed), ALL, 3)).isEmpty();
  }

  private static Map<Point, String> prune(Pruning rule, int ended) {
    return prune(rule, ALL, ALL, ended);
  }

  private static Map<Point, String> prune(
      Pruning rule, List<Observation> live, List<Observation> seen, int ended) {
    return rule.prune(new PruningRound(live, seen, ended, Metric.NLL));
  }

  private static Observation point(String name, @Nullable Double... nll) {
    return new Observation(
        new Point(Map.of("name", name), Map.of("name", name)), Arrays.asList(nll), false);
  }
}
