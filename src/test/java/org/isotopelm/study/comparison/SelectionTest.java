package org.isotopelm.study.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.junit.jupiter.api.Test;

/** Which points are compared, where they do not have the same cells. */
class SelectionTest {
  private static final Plan PLAN =
      Plan.of(
          Studies.of(
              Studies.gridSearch(),
              Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 1, 2, 3)),
              3,
              1,
              Map.of()));

  private final Trials trials = new Trials();

  @Test
  void of_roundCutOff_comparesOnWhatAllHave() {
    Plan plan = PLAN.with(List.of(point(1, 1), point(2, 1), point(3, 1)));
    // By all its cells λ = 1 is lower, 4.0 against 4.1; on fold 0, which both have, it is not.
    cells(1, 4.4, 3.6, 4.0);
    cells(2, 4.1);
    cells(3, 4.5, 3.8);
    Selection selection = Selection.of(plan, trials);
    assertThat(selection.candidates()).hasSize(3);
    assertThat(selection.cells()).containsExactly(new Pair(1, 0));
    assertThat(values(selection)).isEqualTo(Map.of("lambda", 2L));
  }

  @Test
  void of_laterRoundCutOff_leavesItsPointsOut() {
    Plan plan = PLAN.with(List.of(point(1, 1), point(2, 1))).with(List.of(point(3, 2)));
    cells(1, 4.4, 3.6, 4.0);
    cells(2, 4.1, 4.1, 4.1);
    cells(3, 3.0);
    Selection selection = Selection.of(plan, trials);
    assertThat(selection.candidates()).hasSize(2);
    assertThat(selection.cells()).hasSize(3);
    assertThat(values(selection)).isEqualTo(Map.of("lambda", 1L));
  }

  @Test
  void of_pointsWithoutACellInCommon_choosesNothingAndSaysWhy() {
    Plan plan = PLAN.with(List.of(point(1, 1), point(2, 1)));
    cells(1, 4.0);
    trials.add(Trial.of(new Cell(contender(2), 2, 1), FakeRunner.result(3, 2, 1)));
    Selection selection = Selection.of(plan, trials);
    assertThat(selection.best()).isNull();
    assertThat(selection.withheld()).contains("have no fold and seed in common");
  }

  @Test
  void of_pointsThatFailedOrWereGivenUp_areNoCandidates() {
    Plan plan =
        PLAN.with(
            List.of(
                point(1, 1),
                point(2, 1),
                new Plan.Proposed(contender(3).point(), 1, "grid", "worse than another")));
    cells(1, 4.4, 4.6, 4.0);
    cells(2, 3.0, 3.0);
    trials.add(Trial.diverged(new Cell(contender(2), 2, 1), "far above uniform"));
    cells(3, 3.0);
    Selection selection = Selection.of(plan, trials);
    assertThat(selection.candidates()).containsExactly(contender(1).point());
    assertThat(selection.cells()).hasSize(3);
  }

  @Test
  void of_pointsThatAllFailed_choosesNothingForThatReason() {
    Plan plan = PLAN.with(List.of(point(1, 1)));
    trials.add(Trial.diverged(new Cell(contender(1), 0, 1), "far above uniform"));
    Selection selection = Selection.of(plan, trials);
    assertThat(selection.best()).isNull();
    assertThat(selection.withheld()).isNull();
  }

  private static Map<String, Object> values(Selection selection) {
    return Objects.requireNonNull(selection.best()).values();
  }

  private static Plan.Proposed point(long lambda, int round) {
    return new Plan.Proposed(contender(lambda).point(), round, "grid", null);
  }

  private static Contender contender(long lambda) {
    return Contender.of(PLAN.space().point(Map.of("lambda", lambda)));
  }

  /** On the first folds. */
  private void cells(long lambda, double... nll) {
    for (int fold = 0; fold < nll.length; fold++) {
      Cell cell = new Cell(contender(lambda), fold, 1);
      trials.add(Trial.of(cell, FakeRunner.result(nll[fold], 3, (double) lambda)));
    }
  }
}
