package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.journal.Identity;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Budget;
import org.isotopelm.study.search.FirstFoldPruning;
import org.isotopelm.study.search.GpSearch;
import org.isotopelm.study.search.HalvingPruning;
import org.isotopelm.study.search.MedianPruning;
import org.isotopelm.study.search.NoPruning;
import org.isotopelm.study.search.PathSearch;
import org.isotopelm.study.search.Pruning;
import org.isotopelm.study.search.RacingPruning;
import org.isotopelm.study.search.WilcoxonPruning;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.trial.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds, pruning, budgets, nesting and going on. */
class SearchLoopTest {
  private static final Map<String, Dimension> RANGE =
      Map.of("lambda", Studies.logUniform(FakeRunner.LAMBDA, 0.01, 10));
  private static final StudySpec GP =
      Studies.of(new GpSearch(7, 3, 2, GpSearch.Stop.NEVER), RANGE, 3, 2, Map.of());

  @TempDir Path folder;

  @Test
  void gp_proposesRoundByRound_andFindsTheMinimum() {
    StudyResult result = run(GP, new FakeRunner(), "gp");
    assertThat(result.points()).extracting(PointResult::round).containsExactly(1, 1, 1, 2, 2, 3, 3);
    assertThat(result.points())
        .extracting(PointResult::origin)
        .startsWith("sobol", "sobol", "sobol", "expected improvement");
    assertThat(number(Objects.requireNonNull(result.best()))).isBetween(0.12, 0.33);
    assertThat(result.stopped()).isNull();
  }

  @Test
  void gp_pointsAndTest_areTheSameForAnyNumberOfWorkers() {
    StudyResult one =
        Study.run(GP, new FakeRunner(), Studies.session(folder.resolve("1"), 1)).result();
    StudyResult four =
        Study.run(GP, new FakeRunner(), Studies.session(folder.resolve("4"), 4)).result();
    assertThat(four.points()).isEqualTo(one.points());
    assertThat(four.test()).isEqualTo(one.test());
  }

  @Test
  void gpWithPruning_diesAtAnyCell_goesOnToTheSameResult() {
    for (Pruning rule :
        List.of(new MedianPruning(2), new RacingPruning(0.1), new FirstFoldPruning())) {
      diesAtAnyCell(Studies.with(GP, rule, Budget.NONE, 0), folder.resolve(rule.toString()));
    }
  }

  private static void diesAtAnyCell(StudySpec spec, Path folder) {
    StudyResult whole =
        Study.run(spec, new FakeRunner(), Studies.session(folder.resolve("whole"), 2)).result();
    assertThat(whole.pruned()).isPositive();
    for (int n = 0; n < whole.cells(); n += 3) {
      Path dead = folder.resolve("dead-" + n);
      List<Cell> begun = new ArrayList<>();
      int last = n;
      FakeRunner dying =
          new FakeRunner(
              cell -> {
                begun.add(cell);
                if (begun.size() > last) {
                  throw new AssertionError("dead");
                }
              },
              true);
      assertThatThrownBy(() -> Study.run(spec, dying, Studies.session(dead, 1)))
          .isInstanceOf(AssertionError.class);
      FakeRunner rest = new FakeRunner();
      StudyResult resumed = Study.run(spec, rest, Studies.session(dead, 2)).result();
      assertThat(rest.trained).hasSize(whole.cells() - n);
      assertThat(resumed.points()).isEqualTo(whole.points());
      assertThat(resumed.test()).isEqualTo(whole.test());
    }
  }

  @Test
  void pruned_pointsHaveFewerCells_andSayWhy() {
    StudySpec spec =
        Studies.with(
            Studies.grid(0, 0.03, 0.1, 0.2, 0.5, 1), new HalvingPruning(3), Budget.NONE, 0);
    FakeRunner runner = new FakeRunner();
    StudyResult result = run(spec, runner, "pruned");
    // After the first fold two of six go on, one of them the config's own 0.1; so do λ = 0, which
    // all are compared with, and the opponent.
    assertThat(result.pruned()).isEqualTo(3);
    assertThat(runner.trained).hasSize(6 + 3 * 2 + 3);
    assertThat(result.points().getFirst().status()).isEqualTo(PointStatus.DONE);
    assertThat(Objects.requireNonNull(result.points().get(3).pairedToZero()).pairs()).isEqualTo(3);
    assertThat(result.points())
        .filteredOn(point -> point.status() == PointStatus.PRUNED)
        .hasSize(3)
        .allSatisfy(point -> assertThat(point.because()).contains("after 1 cell"))
        .allSatisfy(point -> assertThat(point.scores().cells()).isEqualTo(1));
    assertThat(number(Objects.requireNonNull(result.best()))).isEqualTo(0.2);
  }

  @Test
  void prune_everyRule_keepsWhatAllAreComparedWith() {
    // λ = 0 is the worst but one, and the config's own 0.1 is in the worse half.
    for (Pruning rule :
        List.of(
            new HalvingPruning(6),
            new MedianPruning(1),
            new RacingPruning(0.5),
            new FirstFoldPruning(),
            new WilcoxonPruning(0.9))) {
      StudySpec spec =
          Studies.with(Studies.grid(0, 0.1, 0.18, 0.2, 0.25, 0.3, 9), rule, Budget.NONE, 0);
      StudyResult result = run(spec, new FakeRunner(), rule.toString());
      assertThat(result.points().get(0).status()).isEqualTo(PointStatus.DONE);
      assertThat(result.points().get(1).status()).isEqualTo(PointStatus.DONE);
      assertThat(result.points().getLast().status()).isEqualTo(PointStatus.PRUNED);
    }
  }

  @Test
  void run_againAfterPruning_saysTheSame() {
    for (Pruning rule :
        List.of(
            new HalvingPruning(2),
            new MedianPruning(1),
            new RacingPruning(0.3),
            new FirstFoldPruning(),
            new WilcoxonPruning(0.3))) {
      StudySpec spec =
          Studies.with(Studies.grid(0, 0.03, 0.15, 0.18, 0.2, 1, 2, 3), rule, Budget.NONE, 0);
      StudyResult result = run(spec, new FakeRunner(), rule.toString());
      assertThat(result.pruned()).isPositive();
      assertThat(run(spec, new FakeRunner(), rule.toString())).isEqualTo(result);
      assertThat(Study.read(spec, folder.resolve(rule.toString())).result()).isEqualTo(result);
    }
  }

  @Test
  void firstFold_givesOtherFoldsToFewPoints_andChoosesAmongThese() {
    StudySpec spec = Studies.with(GP, new FirstFoldPruning(), Budget.NONE, 0);
    StudyResult result = run(spec, new FakeRunner(), "first");
    List<PointResult> whole =
        result.points().stream().filter(point -> point.status() == PointStatus.DONE).toList();
    assertThat(whole).hasSize(3).allSatisfy(point -> assertThat(cells(point)).isEqualTo(6));
    assertThat(result.points())
        .filteredOn(point -> !whole.contains(point))
        .allSatisfy(point -> assertThat(cells(point)).isEqualTo(1));
    assertThat(result.compared().candidates())
        .isEqualTo(whole.stream().map(PointResult::values).toList());
    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).contains(" after 1 of 6 cells, so "));
    assertThat(number(Objects.requireNonNull(result.best()))).isBetween(0.12, 0.33);
  }

  @Test
  void firstFold_withSeeds_oneFoldOrNoFolds_trainsOneCellFirst() {
    for (int[] foldsAndSeeds : new int[][] {{2, 2}, {1, 2}, {2, 1}}) {
      StudySpec spec =
          Studies.with(
              Studies.of(Studies.random(6), RANGE, foldsAndSeeds[0], foldsAndSeeds[1], Map.of()),
              new FirstFoldPruning(),
              Budget.NONE,
              0);
      int cells = foldsAndSeeds[0] * foldsAndSeeds[1];
      StudyResult result = run(spec, new FakeRunner(), "cells-" + foldsAndSeeds[0] + cells);
      assertThat(result.points())
          .extracting(SearchLoopTest::cells)
          .containsExactlyInAnyOrder(1, 1, 1, cells, cells, cells);
    }
  }

  @Test
  void firstFold_withABudgetOfCells_leavesRoomForTheBestPoint() {
    // The first six points have one cell; two cells are left for the best of them.
    StudySpec spec =
        Studies.with(
            Studies.grid(0.01, 0.03, 0.06, 0.15, 0.2, 0.5, 1, 2, 4),
            new FirstFoldPruning(),
            new Budget(null, 8, null),
            0);
    StudyResult result = run(spec, new FakeRunner(), "room");
    assertThat(result.stopped()).contains("8 cells");
    assertThat(result.compared().candidates()).containsExactly(Map.of("lambda", 0.2));
    assertThat(result.compared().cells()).isEqualTo(3);
    assertThat(run(spec, new FakeRunner(), "room")).isEqualTo(result);
  }

  @Test
  void firstFold_withALargerBudgetOfCells_leavesRoomForThreePoints() {
    // A third of 20 cells is enough for the other two cells of three points.
    StudySpec spec =
        Studies.with(
            Studies.of(Studies.random(40), RANGE, 3, 1, Map.of()),
            new FirstFoldPruning(),
            new Budget(null, 20, null),
            0);
    StudyResult result = run(spec, new FakeRunner(), "three");
    assertThat(result.stopped()).contains("20 cells");
    assertThat(result.compared().candidates()).hasSize(3);
    assertThat(result.compared().cells()).isEqualTo(3);
    assertThat(result.points()).filteredOn(point -> cells(point) > 0).hasSize(14);
  }

  @Test
  void firstFold_ofOneCell_trainsAllPoints() {
    StudySpec spec =
        Studies.with(
            Studies.of(Studies.random(4), RANGE, 1, 1, Map.of()),
            new FirstFoldPruning(),
            Budget.NONE,
            0);
    assertThat(run(spec, new FakeRunner(), "one").compared().candidates()).hasSize(4);
  }

  @Test
  void budgetOfTrials_cutsTheSearch_andMoreOfItGoesOn() {
    StudySpec two = Studies.with(Studies.grid(0.1, 0.2, 0.5, 1), new NoPruning(), trials(2), 0);
    StudyResult result = run(two, new FakeRunner(), "budget");
    assertThat(result.points()).hasSize(2);
    assertThat(result.stopped()).contains("2 trials");
    assertThat(Study.read(two, folder.resolve("budget")).result()).isEqualTo(result);
    FakeRunner rest = new FakeRunner();
    StudySpec three = Studies.with(two, new NoPruning(), trials(3), 0);
    StudyResult more = run(three, rest, "budget");
    assertThat(more.points()).hasSize(3);
    assertThat(rest.trained).hasSize(3);
  }

  @Test
  void budgetOfCells_leavesPointsUnfinished() {
    StudySpec spec =
        Studies.with(Studies.grid(0.1, 0.2, 0.5, 1), new NoPruning(), new Budget(null, 8, null), 0);
    FakeRunner runner = new FakeRunner();
    StudyResult result = run(spec, runner, "cells");
    assertThat(result.stopped()).contains("8 cells");
    // Two folds of four points, short and zero would be twelve; opponents are brought to their end.
    assertThat(result.points())
        .filteredOn(point -> point.status() == PointStatus.UNFINISHED)
        .isNotEmpty();
    // All points have the first fold and two have the second: only the first compares them all.
    assertThat(result.compared().candidates()).hasSize(4);
    assertThat(result.compared().cells()).isEqualTo(1);
    assertThat(result.points())
        .allSatisfy(point -> assertThat(point.scores().cells()).isEqualTo(1));
    assertThat(result.opponents())
        .allSatisfy(opponent -> assertThat(opponent.scores().cells()).isEqualTo(1));
    assertThat(run(spec, new FakeRunner(), "cells")).isEqualTo(result);
    assertThat(Study.read(spec, folder.resolve("cells")).result()).isEqualTo(result);
  }

  @Test
  void budgetOfTime_thatIsUsedUp_beginsNoMore() {
    StudySpec spec =
        Studies.with(Studies.grid(0.1, 0.2), new NoPruning(), new Budget(null, null, 1e-9), 0);
    StudyResult result = run(spec, new FakeRunner(), "late");
    assertThat(result.points()).isEmpty();
    assertThat(result.stopped()).contains("minutes");
    assertThat(result.best()).isNull();
  }

  @Test
  void budgetOfTime_leavesRoomForWhatIsReserved() {
    try (Journal journal = Journal.open(folder, Identity.of("x"))) {
      RemainingBudget left =
          new RemainingBudget(new Budget(null, null, 1000.0), Deadline.NONE, journal);
      assertThat(left.isLate()).isFalse();
      assertThat(left.secondsLeft()).isBetween(59_000.0, 60_000.0);
      left.reserve(30_000);
      assertThat(left.isLate()).isFalse();
      left.reserve(60_001);
      assertThat(left.isLate()).isTrue();
      assertThat(left.usedUp()).contains("1000 minutes");
      assertThat(new RemainingBudget(Budget.NONE, Deadline.NONE, journal).secondsLeft())
          .isInfinite();
    }
  }

  @Test
  void moreTrials_goOnWithThoseThatThereAre() {
    StudySpec four = Studies.of(Studies.random(4), RANGE, 3, 1, Map.of());
    StudySpec six = Studies.of(Studies.random(6), RANGE, 3, 1, Map.of());
    StudyResult first = run(four, new FakeRunner(), "random");
    FakeRunner rest = new FakeRunner();
    StudyResult more = run(six, rest, "random");
    assertThat(rest.trained).hasSize(6);
    assertThat(more.points().subList(0, 4))
        .extracting(PointResult::values)
        .isEqualTo(first.points().stream().map(PointResult::values).toList());
    assertThat(more.points())
        .extracting(PointResult::values)
        .containsExactlyElementsOf(
            run(six, new FakeRunner(), "six").points().stream().map(PointResult::values).toList());
  }

  @Test
  void path_goesFromLargeToSmall_eachAfterTheOneBefore() {
    StudySpec spec =
        Studies.of(
            new PathSearch(0.5),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 1)),
            2,
            1,
            Map.of());
    FakeRunner runner = new FakeRunner();
    StudyResult result = run(spec, runner, "path");
    assertThat(result.points())
        .extracting(point -> number(point.values()))
        .containsExactly(1.0, 0.1, 0.0);
    assertThat(runner.trained)
        .filteredOn(cell -> cell.contender().opponent() == null)
        .extracting(
            cell -> cell.after() == null ? -1 : number(cell.after().contender().point().values()))
        .containsExactly(-1.0, -1.0, 1.0, 1.0, 0.1, 0.1);
  }

  @Test
  void pathWithPruning_isAConfigError() {
    StudySpec spec =
        Studies.with(
            Studies.of(
                new PathSearch(0.5),
                Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0.1, 1)),
                2,
                1,
                Map.of()),
            new MedianPruning(1),
            Budget.NONE,
            0);
    assertThatThrownBy(() -> run(spec, new FakeRunner(), "bad"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("study.pruning");
  }

  @Test
  void nested_searchesInEachOuterFold_andTestsItsChoiceThere() {
    StudySpec spec = Studies.with(Studies.grid(0, 0.1, 0.2, 1), new NoPruning(), Budget.NONE, 3);
    StudyResult result = run(spec, new FakeRunner(), "nested");
    NestedResult nested = Objects.requireNonNull(result.nested());
    assertThat(nested.folds()).hasSize(3);
    assertThat(Objects.requireNonNull(nested.paired()).difference()).isNegative();
    assertThat(folder.resolve("nested/outer/3/journal.sqlite")).exists();
    FakeRunner idle = new FakeRunner();
    assertThat(run(spec, idle, "nested")).isEqualTo(result);
    assertThat(idle.trained).isEmpty();
  }

  @Test
  void read_ofAFinishedStudy_isWhatRunGave() {
    StudySpec spec = Studies.with(GP, new WilcoxonPruning(0.1), Budget.NONE, 2);
    StudyOutcome ran = Study.run(spec, new FakeRunner(), Studies.session(folder, 2));
    StudyOutcome read = Study.read(spec, folder);
    assertThat(read.result()).isEqualTo(ran.result());
    assertThat(read.trials()).isEqualTo(ran.trials());
  }

  @Test
  void read_whileTheStudyRuns_isWhatHasEnded() {
    List<StudyResult> seen = new ArrayList<>();
    Study.Session session =
        Studies.watched(
            Studies.session(folder, 1),
            progress -> {
              if (progress.done() == 4) {
                seen.add(Study.read(GP, folder).result());
              }
            },
            () -> false);
    Study.run(GP, new FakeRunner(), session);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().cells()).isEqualTo(4);
    assertThat(seen.getFirst().points()).hasSize(3);
  }

  @Test
  void read_ofAFolderWithoutAStudy_isADataError() {
    assertThatThrownBy(() -> Study.read(GP, folder))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("this folder holds no study");
  }

  @Test
  void standard_isThePointThatTheConfigIs_orAnOpponentOfItsOwn() {
    assertThat(run(Studies.grid(0, 0.1), new FakeRunner(), "has").opponents())
        .noneMatch(opponent -> opponent.name().equals("default"));
    assertThat(run(Studies.grid(0, 0.2), new FakeRunner(), "has not").opponents())
        .anyMatch(opponent -> opponent.name().equals("default"));
  }

  private StudyResult run(StudySpec spec, LocalSite runner, String name) {
    return Study.run(spec, runner, Studies.session(folder.resolve(name), 2)).result();
  }

  private static int cells(PointResult point) {
    return point.scores().cells();
  }

  private static Budget trials(int most) {
    return new Budget(most, null, null);
  }

  private static double number(Map<String, Object> values) {
    return ((Number) values.getOrDefault("lambda", -1)).doubleValue();
  }
}
