package org.isotopelm.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.study.Studies;
import org.isotopelm.study.search.FirstFoldPruning;
import org.isotopelm.study.search.NoPruning;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.junit.jupiter.api.Test;

/** What follows a search that has trained one of three cells of each point. */
class PlannedClosingTest {
  private final Plan plan = plan(StudySpec.Budget.NONE);
  private final Point first = plan.points().get(0);
  private final Point second = plan.points().get(1);
  private final Point third = plan.points().get(2);
  private final Point fourth = plan.points().get(3);
  private final Trials trials = new Trials();

  @Test
  void next_afterTheSearch_isThePointThatLooksBest() {
    train(first, 4.2);
    train(second, 4.1);
    train(third, 4.3);
    assertThat(plan.closing(trials)).isEqualTo(plan.cells(Contender.of(second)));
    assertThat(plan.canChoose(trials)).isFalse();
    assertThat(plan.givenUpAtLast(trials)).isEmpty();
  }

  @Test
  void next_pointWithSomeOfItsOtherCells_comesFirst() {
    train(first, 4.2, 4.3);
    train(second, 4.1);
    assertThat(plan.closing(trials)).isEqualTo(plan.cells(Contender.of(first)));
  }

  @Test
  void next_firstCellWasLucky_isTheNextThatLooksBest() {
    // Cells cost 4.000, 4.25 and 4.25 at the first point and 4.1, 4.15 and 4.15 at the second: the
    // means without the cells' difficulty are 4.167 and 4.133, and that of the third 4.12.
    train(first, 4.0, 4.25, 4.25);
    train(second, 4.1, 4.15, 4.15);
    train(third, 4.02);
    assertThat(plan.closing(trials)).isEqualTo(plan.cells(Contender.of(third)));
  }

  @Test
  void next_bestHasAllCells_isOneOfTheNextBest_untilThreeHaveThem() {
    train(first, 4.2);
    train(second, 4.1, 4.2, 4.3);
    train(third, 4.3);
    train(fourth, 4.4);
    assertThat(plan.closing(trials)).isEqualTo(plan.cells(Contender.of(first)));
    assertThat(plan.canChoose(trials)).isTrue();
    train(first, 4.2, 4.3, 4.4);
    train(third, 4.3, 4.4, 4.5);
    assertThat(plan.closing(trials)).isEmpty();
    assertThat(plan.givenUpAtLast(trials))
        .isEqualTo(Map.of(fourth, "worse than lambda = 0.2 on 1 cell"));
  }

  @Test
  void next_failedPoint_isNotLookedAt() {
    train(first, 4.2);
    Cell cell = plan.cells(Contender.of(second)).getFirst();
    trials.add(Trial.diverged(cell, "it diverged"));
    assertThat(plan.closing(trials)).isEqualTo(plan.cells(Contender.of(first)));
    assertThat(plan.givenUpAtLast(trials)).doesNotContainKey(second);
  }

  @Test
  void next_nothingTrained_isNone() {
    assertThat(plan.closing(trials)).isEmpty();
    assertThat(plan.givenUpAtLast(trials)).isEmpty();
  }

  @Test
  void keptFree_isAThirdOfTheBudget_atLeastForOnePoint_atMostForThree() {
    assertThat(IntStream.of(0, 5, 11, 12, 17, 18, 1000).map(plan::keptFree).toArray())
        .containsExactly(2, 2, 2, 4, 4, 6, 6);
  }

  @Test
  void keptFree_whereTheSearchTrainsAllCells_isNothing() {
    StudySpec spec = Studies.with(plan.spec(), new NoPruning(), StudySpec.Budget.NONE, 0);
    assertThat(Plan.of(spec).keptFree(100)).isZero();
  }

  @Test
  void expected_hasTheOtherCellsOfThreePoints() {
    // One each, three points' others, and those of the opponent and of λ = 0.
    assertThat(plan.expectedCells()).isEqualTo(4 + 3 * 2 + 2 * 3);
    assertThat(plan.expectedPoints()).isEqualTo(4);
  }

  @Test
  void expected_withABudgetOfCells_hasOnlyThePointsThatItLeavesRoomFor() {
    // The opponent has three of the eight cells, and two are kept free; λ = 0 comes on top.
    Plan less = plan(new StudySpec.Budget(null, 8, null));
    assertThat(less.expectedCells()).isEqualTo(8 + 3);
    assertThat(less.expectedPoints()).isEqualTo(3);
  }

  private void train(Point point, double... nll) {
    List<Cell> cells = plan.cells(Contender.of(point));
    for (int i = 0; i < nll.length; i++) {
      CellResult result = CellResult.counted(nll[i], 1, 1, 0, List.of(), List.of(), 0, 0);
      trials.add(Trial.of(cells.get(i), result));
    }
  }

  private static Plan plan(StudySpec.Budget budget) {
    Plan plan =
        Plan.of(Studies.with(Studies.grid(0.15, 0.2, 0.3, 0.4), new FirstFoldPruning(), budget, 0));
    Sampler sampler = Samplers.of(plan.spec(), plan.space());
    return plan.with(Plan.Proposed.round(1, sampler.next(List.of())));
  }
}
