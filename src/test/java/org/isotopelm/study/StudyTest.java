package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.OverSeeds;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StudyTest {
  private static final StudySpec GRID = Studies.grid(0, 0.03, 0.1, 0.2, 0.5, 1);

  @TempDir Path folder;

  @Test
  void run_ofAGrid_findsTheBestAndWhatIsWithinOneStandardError() {
    StudyResult result = run(GRID, new FakeRunner());
    assertThat(result.cells()).isEqualTo(21);
    assertThat(result.failed()).isZero();
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0.2));
    assertThat(result.atEdge()).isEmpty();
    PointResult best = point(result, 0.2);
    MeanScores scores = best.scores();
    // Folds differ by 0.1 each, so that the standard error is 0.1/√3 but for the fold's own noise.
    assertThat(scores.se()).isCloseTo(0.1 / Math.sqrt(3), within(0.005));
    assertThat(scores.perplexity()).isEqualTo(Math.exp(Objects.requireNonNull(scores.nll())));
    double limit = scores.nll() + Objects.requireNonNull(scores.se());
    assertThat(point(result, 0.5).scores().nll()).isGreaterThan(limit);
    assertThat(result.oneStandardError()).isEqualTo(Map.of("lambda", 0.2));
    assertThat(Objects.requireNonNull(best.pairedToZero()).difference())
        .isCloseTo(-0.4149, within(0.005));
    assertThat(Objects.requireNonNull(best.pairedToZero().p())).isLessThan(0.001);
    assertThat(point(result, 0).pairedToZero()).isNull();
  }

  @Test
  void run_ofAGrid_trainsWithOneSeedAtEveryLambdaAndFold() {
    FakeRunner runner = new FakeRunner();
    run(GRID, runner);
    assertThat(runner.trained).allSatisfy(cell -> assertThat(cell.seed()).isEqualTo(1));
    assertThat(runner.trained.stream().map(Cell::fold).distinct())
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void run_withTwoSeeds_countsFromTheStudysSeed() {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1)),
            1,
            2,
            Map.of());
    FakeRunner runner = new FakeRunner();
    run(spec, runner);
    assertThat(runner.trained.stream().map(Cell::seed).distinct())
        .containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void run_oneStandardError_isTheLargestLambdaOfTheSetUnderTheLimit() {
    StudyResult result = run(Studies.grid(0, 0.1, 0.2, 0.3, 0.4, 1), new FakeRunner());
    // 4 + ln(0.43/0.23)²/10 = 4.039 is under 4 + 0.058, but the paired test tells it from the best.
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0.2));
    assertThat(result.indistinguishable()).doesNotContain(Map.of("lambda", 0.4));
    assertThat(result.oneStandardError()).isEqualTo(Map.of("lambda", 0.3));
  }

  @Test
  void run_withOpponents_comparesThemWithTheBest() {
    StudyResult result = run(GRID, new FakeRunner());
    OpponentResult opponent = result.opponents().getFirst();
    assertThat(opponent.name()).isEqualTo("short");
    assertThat(opponent.scores().cells()).isEqualTo(3);
    assertThat(Objects.requireNonNull(opponent.pairedToBest()).difference())
        .isCloseTo(0.3149, within(0.005));
  }

  @Test
  void run_overMoreThanDecay_hasTheZeroOfItsBest() {
    Map<String, Dimension> space =
        Studies.space(
            "lambda", Studies.logUniform(FakeRunner.LAMBDA, 0.01, 10),
            "epochs", Studies.values("train.epochs", 5, 10));
    List<Map<String, Object>> first = List.of(Map.of("lambda", 5, "epochs", 10));
    StudyResult result = run(Studies.search(Studies.random(6), space, 1, first), new FakeRunner());
    assertThat(result.best()).containsEntry("epochs", 5L);
    assertThat(result.opponents())
        .filteredOn(opponent -> opponent.name().equals("zero"))
        .extracting(OpponentResult::values)
        .containsExactly(Map.of("lambda", 0L, "epochs", 5L));
  }

  @Test
  void run_withoutZeroInTheSpace_trainsItAsAnOpponent() {
    FakeRunner runner = new FakeRunner();
    StudyResult result = run(Studies.grid(0.1, 0.2, 0.5), runner);
    assertThat(runner.trained).hasSize(15);
    assertThat(result.opponents())
        .extracting(OpponentResult::name)
        .containsExactly("short", "zero");
    assertThat(result.opponents().get(1).values()).isEqualTo(Map.of("lambda", 0L));
    assertThat(result.points()).hasSize(3);
    assertThat(result.points()).allSatisfy(p -> assertThat(p.pairedToZero()).isNotNull());
    assertThat(Objects.requireNonNull(result.test()).zero()).isNotNull();
  }

  @Test
  void run_withTwoDimensions_takesZeroBesideTheBest() {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Studies.space(
                "lambda", Studies.values(FakeRunner.LAMBDA, 0.1, 0.2),
                "epochs", Studies.values("train.epochs", 5, 10)));
    StudyResult result = run(spec, new FakeRunner());
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0.2, "epochs", 5L));
    assertThat(result.opponents().getFirst().values())
        .isEqualTo(Map.of("lambda", 0L, "epochs", 5L));
    assertThat(result.cells()).isEqualTo(20);
  }

  @Test
  void run_withTwoDimensionsAndZero_comparesLikeWithLike() {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Studies.space(
                "lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.2),
                "epochs", Studies.values("train.epochs", 5, 10)));
    StudyResult result = run(spec, new FakeRunner());
    assertThat(result.opponents()).extracting(OpponentResult::name).containsExactly("default");
    // The same difference with 5 epochs and with 10: not a tenth more or less.
    assertThat(result.points().get(2).pairedToZero()).isNotNull();
    assertThat(Objects.requireNonNull(result.points().get(2).pairedToZero()).difference())
        .isCloseTo(
            Objects.requireNonNull(result.points().get(3).pairedToZero()).difference(),
            within(1e-9));
  }

  @Test
  void run_withoutLambda_hasNoZero() {
    StudySpec spec =
        Studies.of(Studies.gridSearch(), Map.of("epochs", Studies.values("train.epochs", 5, 10)));
    StudyResult result = run(spec, new FakeRunner());
    assertThat(result.oneStandardError()).isNull();
    assertThat(result.points().getFirst().pairedToZero()).isNull();
    assertThat(Objects.requireNonNull(result.test()).zero()).isNull();
    assertThat(result.atEdge()).containsExactly("epochs");
  }

  @Test
  void run_bestAtTheEdge_saysSo() {
    StudyResult result = run(Studies.grid(0, 0.03, 0.1), new FakeRunner());
    assertThat(result.atEdge()).containsExactly("lambda");
    assertThat(result.conclusion()).contains(" and lies at the upper end of the range of lambda.");
  }

  @Test
  void run_pointsAndTest_areTheSameForAnyNumberOfWorkers() {
    StudyResult one =
        Study.run(GRID, new FakeRunner(), Studies.session(folder.resolve("1"), 1)).result();
    StudyResult four =
        Study.run(GRID, new FakeRunner(), Studies.session(folder.resolve("4"), 4)).result();
    assertThat(four.points()).isEqualTo(one.points());
    assertThat(four.opponents()).isEqualTo(one.opponents());
    assertThat(four.test()).isEqualTo(one.test());
    assertThat(four.conclusion()).isEqualTo(one.conclusion());
  }

  @Test
  void run_again_trainsNothingAndSaysTheSame() {
    StudyResult first = run(GRID, new FakeRunner());
    FakeRunner idle = new FakeRunner();
    assertThat(run(GRID, idle)).isEqualTo(first);
    assertThat(idle.trained).isEmpty();
    assertThat(idle.finals).isEmpty();
  }

  @Test
  void run_crashedAtEachCell_goesOnFromThere() {
    StudySpec small = Studies.grid(0.1, 0.2);
    StudyResult whole = run(small, new FakeRunner());
    for (int n = 0; n < whole.cells(); n++) {
      Path crashed = folder.resolve("crash-" + n);
      List<Cell> begun = new ArrayList<>();
      int last = n;
      FakeRunner crashing =
          new FakeRunner(
              cell -> {
                begun.add(cell);
                if (begun.size() > last) {
                  throw new AssertionError("crash");
                }
              },
              true);
      assertThatThrownBy(() -> Study.run(small, crashing, Studies.session(crashed, 1)))
          .isInstanceOf(AssertionError.class)
          .hasMessage("crash");
      FakeRunner rest = new FakeRunner();
      StudyResult resumed = Study.run(small, rest, Studies.session(crashed, 2)).result();
      assertThat(rest.trained).hasSize(whole.cells() - n);
      assertThat(resumed.points()).isEqualTo(whole.points());
      assertThat(resumed.test()).isEqualTo(whole.test());
    }
  }

  @Test
  void run_anotherConfig_isRefusedAndSaysWhatDiffers() {
    Study.run(GRID, new FakeRunner(), session(Map.of("rate", 0.01, "batch", 8), false));
    Session other = session(Map.of("rate", 0.003, "batch", 8, "clip", 1), false);
    assertThatThrownBy(() -> Study.run(GRID, new FakeRunner(), other))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContainingAll(
            "another study",
            "rate was 0.01, is 0.003",
            "clip was absent, is 1",
            "use another folder")
        .message()
        .doesNotContain("batch");
  }

  @Test
  void run_anew_throwsTheOldStudyAway() {
    Study.run(GRID, new FakeRunner(), session(Map.of("rate", 0.01), false));
    FakeRunner runner = new FakeRunner();
    Session anew = session(Map.of("rate", 0.003), true);
    assertThatThrownBy(() -> Study.run(GRID, runner, anew))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContainingAll("the test split was already scored", "allow it all the same");
    assertThat(runner.trained).isEmpty();
    Session again = Studies.anew(anew, true);
    assertThat(Objects.requireNonNull(Study.run(GRID, runner, again).result().test()).look())
        .isEqualTo(2);
    assertThat(runner.trained).hasSize(21);
  }

  @Test
  void run_anewWithTheSameConfig_takesTheSameLook() {
    StudyResult first = run(GRID, new FakeRunner());
    Session anew = session(Map.of("config", 1), true);
    StudyResult second = Study.run(GRID, new FakeRunner(), anew).result();
    assertThat(second.test()).isEqualTo(first.test());
  }

  @Test
  void run_cellThatCrashesOnce_isTriedAgain() {
    AtomicBoolean crashed = new AtomicBoolean();
    FakeRunner runner =
        new FakeRunner(
            cell -> {
              if (crashed.compareAndSet(false, true)) {
                throw new IllegalStateException("no space left");
              }
            },
            true);
    assertThat(run(GRID, runner).failed()).isZero();
  }

  @Test
  void run_cellThatAlwaysCrashes_isRecordedAndTriedAgainWhenTheStudyGoesOn() {
    FakeRunner crashing =
        new FakeRunner(
            cell -> {
              if (cell.fold() == 1 && FakeRunner.lambda(cell) == 0.2) {
                throw new IllegalStateException("no space left");
              }
            },
            true);
    StudyOutcome outcome = Study.run(GRID, crashing, Studies.session(folder, 2));
    assertThat(outcome.result().failed()).isEqualTo(1);
    assertThat(outcome.trials())
        .filteredOn(trial -> trial.status() == Trial.Status.CRASHED)
        .extracting(Trial::message)
        .containsExactly("java.lang.IllegalStateException: no space left");
    FakeRunner mended = new FakeRunner();
    StudyResult result = run(GRID, mended);
    assertThat(mended.trained).hasSize(1);
    assertThat(result.failed()).isZero();
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0.2));
    // λ = 0.1 was tested before: a second look needs to be asked for.
    assertThat(result.test()).isNull();
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("allow it all the same"));
  }

  @Test
  void run_divergedCells_areCountedAndTheirPointIsNoCandidate() {
    FakeRunner runner =
        new FakeRunner(
            cell -> {
              if (cell.fold() == 1 && FakeRunner.lambda(cell) == 0.2) {
                throw FakeRunner.diverged();
              }
            },
            true);
    StudyOutcome outcome = Study.run(GRID, runner, Studies.session(folder, 2));
    StudyResult result = outcome.result();
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.cells()).isEqualTo(21);
    assertThat(point(result, 0.2).scores().cells()).isEqualTo(2);
    assertThat(point(result, 0.2).scores().failed()).isEqualTo(1);
    assertThat(Objects.requireNonNull(point(result, 0.2).pairedToZero()).pairs()).isEqualTo(2);
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0.1));
    assertThat(result.warnings().getFirst())
        .startsWith("1 training diverged, so lambda = 0.2 cannot be chosen");
    assertThat(outcome.trials())
        .filteredOn(trial -> trial.status() == Trial.Status.DIVERGED)
        .extracting(Trial::message)
        .containsExactly("step 7: the loss is NaN");
    FakeRunner idle = new FakeRunner();
    assertThat(run(GRID, idle)).isEqualTo(result);
    assertThat(idle.trained).isEmpty();
  }

  @Test
  void run_allCellsDiverged_concludesNothing() {
    FakeRunner runner =
        new FakeRunner(
            cell -> {
              throw FakeRunner.diverged();
            },
            true);
    StudyResult result = run(GRID, runner);
    assertThat(result.best()).isNull();
    assertThat(result.test()).isNull();
    assertThat(result.points().getFirst().scores().nll()).isNull();
    assertThat(result.conclusion()).startsWith("Nothing can be concluded");
    assertThat(runner.finals).isEmpty();
  }

  @Test
  void trial_withAFigureThatIsNoNumber_hasDiverged() {
    Cell cell = new Cell(Contender.of(new Point(Map.of(), Map.of())), 0, 1);
    CellResult result = FakeRunner.result(Double.NaN, 1, 1);
    assertThat(Trial.of(cell, result).status()).isEqualTo(Trial.Status.DIVERGED);
  }

  @Test
  void run_withoutTestSplit_hasNoTestAndSaysSo() {
    FakeRunner runner = new FakeRunner(cell -> {}, false);
    StudyResult result = run(GRID, runner);
    assertThat(result.test()).isNull();
    assertThat(runner.finals).isEmpty();
    assertThat(result.conclusion()).endsWith("This choice has not been scored on a test split.");
  }

  @Test
  void run_finalTrainings_areTheChosenAndZeroInTheirFoldersAndTheOpponents() {
    FakeRunner runner = new FakeRunner();
    StudyResult result = run(GRID, runner);
    assertThat(runner.finals).hasSize(3).contains(folder.resolve("chosen"), folder.resolve("zero"));
    assertThat(folder.resolve("finals")).doesNotExist();
    TestResult test = Objects.requireNonNull(result.test());
    assertThat(Objects.requireNonNull(test.chosen()).values()).isEqualTo(result.best());
    assertThat(test.difference()).isCloseTo(-0.4149, within(5e-5));
  }

  @Test
  void run_finalTrainings_scoreOpponentsAndAllSeedsInOneLook() {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.2, 1)),
            2,
            3,
            Map.of(
                "short", Map.of(FakeRunner.LAMBDA, 0, "train.epochs", 5),
                "elsewhere", Map.of("data.limit.bytes", 1000, "train.epochs", 9)));
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public FinalScore runFinal(
              Map<String, Object> overrides,
              long seed,
              Path run,
              int threads,
              BooleanSupplier cancelled) {
            FinalScore score = super.runFinal(overrides, seed, run, threads, cancelled);
            double nll = score.nll() + (lambdaOf(overrides) == 0 ? 0.02 : 0.01) * seed;
            return new FinalScore(
                nll, score.ci95(), nll / 2, List.of(), score.unitNll(), score.unitTokens());
          }
        };
    TestResult test = Objects.requireNonNull(run(spec, runner).test());
    double chosen = Objects.requireNonNull(test.chosen()).nll();
    // 3.95 and 0.01 of seed 1; λ = 0 is 4 + ln(0.03/0.23)²/10 − 0.05 and 0.02 of seed 1.
    assertThat(chosen).isCloseTo(3.96, within(1e-12));
    assertThat(test.look()).isEqualTo(1);
    assertThat(test.seeds()).hasSize(3);
    assertThat(test.seeds().getFirst().chosen()).isEqualTo(chosen);
    assertThat(test.seeds().getFirst().difference()).isEqualTo(test.difference());
    OverSeeds over = Objects.requireNonNull(test.overSeeds());
    assertThat(over.chosen()).isCloseTo(3.97, within(1e-12));
    // −0.4149 − 0.01·seed: the mean is that of seed 2, the standard error 0.01/√3.
    assertThat(over.difference()).isCloseTo(-0.4349, within(5e-5));
    assertThat(over.se()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
    // The config itself is no point; the opponent with other text has another test split.
    assertThat(test.opponents())
        .extracting(TestedOpponent::name)
        .containsExactlyInAnyOrder("short", "default");
    assertThat(test.opponents())
        .allSatisfy(
            opponent ->
                assertThat(opponent.difference())
                    .isCloseTo(Objects.requireNonNull(opponent.nll()) - chosen, within(1e-12)));
    assertThat(runner.finals).hasSize(8);
  }

  @Test
  void run_finalOfAnOpponentWithOtherTokens_hasNoDifference() {
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public FinalScore runFinal(
              Map<String, Object> overrides,
              long seed,
              Path run,
              int threads,
              BooleanSupplier cancelled) {
            FinalScore score = super.runFinal(overrides, seed, run, threads, cancelled);
            return overrides.containsKey("train.epochs")
                ? new FinalScore(
                    score.nll(), score.ci95(), 1.5, List.of(), score.unitNll(), List.of(4.0, 6.0))
                : score;
          }
        };
    TestedOpponent opponent =
        Objects.requireNonNull(run(GRID, runner).test()).opponents().getFirst();
    assertThat(opponent.name()).isEqualTo("short");
    assertThat(opponent.bitsPerByte()).isEqualTo(1.5);
    assertThat(opponent.difference()).isNull();
    assertThat(opponent.differenceCi95()).isEmpty();
  }

  @Test
  void run_zeroIsBest_trainsOneFinalModelAndSeesNoBenefit() {
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path cellFolder, BooleanSupplier cancelled) {
            double nll = lambda(cell) + cell.fold();
            return FakeRunner.result(nll, nll, 1);
          }
        };
    StudyResult result = run(Studies.grid(0, 0.1, 1), runner);
    assertThat(runner.finals).hasSize(2).contains(folder.resolve("chosen"));
    assertThat(Objects.requireNonNull(result.test()).difference()).isZero();
    assertThat(result.conclusion()).contains("No benefit of decay was shown");
  }

  @Test
  void run_oneCellAPoint_claimsNoSignificance() {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 0.5)),
            1,
            1,
            Map.of());
    StudyResult result = run(spec, new FakeRunner());
    assertThat(result.oneStandardError()).isNull();
    PointResult best = point(result, 0.1);
    assertThat(best.scores().se()).isNull();
    assertThat(Objects.requireNonNull(best.pairedToZero()).p()).isNull();
    assertThat(result.conclusion()).contains("cannot show whether the difference is noise");
  }

  @Test
  void run_cancelled_keepsWhatHadEndedAndExits130() {
    AtomicBoolean cancelled = new AtomicBoolean();
    FakeRunner endless =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path cellFolder, BooleanSupplier asked) {
            while (trained.size() == 6 && !asked.getAsBoolean()) {
              Thread.onSpinWait();
            }
            if (asked.getAsBoolean()) {
              throw new CancellationException();
            }
            return super.run(cell, cellFolder, asked);
          }
        };
    Session session =
        Studies.watched(
            Studies.session(folder, 1),
            progress -> cancelled.compareAndSet(false, progress.done() == 4),
            cancelled::get);
    assertThatThrownBy(() -> Study.run(GRID, endless, session))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED))
        .hasMessageContainingAll("of 21 cells are kept", "to go on from there");
    FakeRunner rest = new FakeRunner();
    assertThat(run(GRID, rest).cells()).isEqualTo(21);
    assertThat(rest.trained).hasSizeBetween(15, 17);
  }

  @Test
  void run_progress_countsAllTrainingsFromTheBeginning() {
    List<Progress> seen = new ArrayList<>();
    // One worker: with two, the best point of a fold may be the last cell of all to end.
    Session session = Studies.watched(Studies.session(folder, 1), seen::add, () -> false);
    Study.run(GRID, new FakeRunner(), session);
    // Seven contenders on three folds, then 0.2, λ = 0 and short on all text.
    List<Progress> cells = seen.subList(0, 22);
    List<Progress> finals = seen.subList(22, seen.size());
    assertThat(seen).allSatisfy(progress -> assertThat(progress.total()).isEqualTo(24));
    assertThat(cells)
        .allSatisfy(progress -> assertThat(progress.phase()).isEqualTo(Progress.Phase.CELLS))
        .extracting(Progress::done)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 21).boxed().toList());
    assertThat(finals)
        .allSatisfy(progress -> assertThat(progress.phase()).isEqualTo(Progress.Phase.FINALS))
        .extracting(Progress::done)
        .containsExactly(21, 22, 23, 24);
    assertThat(Objects.requireNonNull(cells.getLast().best()).values())
        .isEqualTo(Map.of("lambda", 0.2));
    assertThat(cells.getFirst().secondsLeft()).isNaN();
    // Each final training takes 3/2 of a cell's half second.
    assertThat(cells.getLast().secondsLeft()).isCloseTo(3 * 1.5 * 0.5, within(1e-9));
    assertThat(finals.getLast().secondsLeft()).isZero();
    // Once a fold has ended, that λ = 0 is the first to end the next one changes nothing.
    assertThat(seen.subList(8, 22))
        .allSatisfy(
            progress ->
                assertThat(Objects.requireNonNull(progress.best()).values())
                    .isEqualTo(Map.of("lambda", 0.2)));
  }

  @Test
  void run_opponentNamedZero_isAConfigError() {
    StudySpec spec =
        Studies.of(GRID.search(), GRID.space(), 3, 1, Map.of("zero", Map.of("train.epochs", 5)));
    assertThatThrownBy(() -> run(spec, new FakeRunner()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("study.opponents.zero");
  }

  @Test
  void result_asJson_hasTheDocumentedKeys() {
    JsonNode json = Json.mapper().valueToTree(run(GRID, new FakeRunner()));
    assertThat(json.propertyNames())
        .contains(
            "study",
            "metric",
            "cells",
            "failed",
            "pruned",
            "seconds",
            "stopped",
            "points",
            "opponents",
            "best",
            "one_standard_error",
            "indistinguishable",
            "parabola",
            "minimum_detectable_effect",
            "at_edge",
            "warnings",
            "test",
            "nested",
            "conclusion");
    assertThat(json.get("points").get(1).propertyNames())
        .contains("values", "nll", "se", "perplexity", "train_nll", "best_checkpoint_nll")
        .contains("exposure", "cells", "failed", "paired_to_zero", "bits_per_byte", "status")
        .contains("perplexity_se", "bits_per_byte_se");
    assertThat(json.get("points").get(1).get("paired_to_zero").propertyNames())
        .contains("difference", "se", "p", "pairs", "corrected_se", "p_holm", "documents_ci95");
    assertThat(json.get("opponents").get(0).propertyNames())
        .contains("name", "nll", "se", "perplexity", "cells", "paired_to_best");
    assertThat(json.get("test").propertyNames())
        .containsExactlyInAnyOrder(
            "chosen",
            "zero",
            "difference",
            "ci95",
            "look",
            "opponents",
            "seeds",
            "counted",
            "over_seeds");
    assertThat(json.get("test").get("chosen").propertyNames())
        .containsExactly("values", "nll", "ci95", "bits_per_byte");
    assertThat(json.get("test").get("opponents").get(0).propertyNames())
        .containsExactly("name", "nll", "ci95", "bits_per_byte", "difference", "difference_ci95");
    assertThat(json.get("test").get("seeds").get(0).propertyNames())
        .containsExactly("seed", "chosen", "zero", "difference");
    assertThat(json.get("points").get(0).get("values").get("lambda").isIntegralNumber()).isTrue();
  }

  private StudyResult run(StudySpec spec, LocalSite runner) {
    return Study.run(spec, runner, Studies.session(folder, 2)).result();
  }

  private Session session(Object identity, boolean anew) {
    Session session = Studies.session(folder, identity, 2);
    return anew ? Studies.anew(session, false) : session;
  }

  private static PointResult point(StudyResult result, double lambda) {
    return result.points().stream()
        .filter(p -> ((Number) p.values().getOrDefault("lambda", -1)).doubleValue() == lambda)
        .findFirst()
        .orElseThrow();
  }
}
