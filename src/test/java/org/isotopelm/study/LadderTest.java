package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Member;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.Identity;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.journal.TestSplitLooks;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.FinalWork.Part;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Budget;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study makes of its choice, with models that are files. */
class LadderTest {
  /** Four points and an opponent on three folds; λ = 0.2 is the best. */
  private static final StudySpec GRID = Studies.grid(0, 0.1, 0.2, 0.5);

  private static final StudySpec ALL = Studies.finals(GRID, Studies.members(3, true));

  @TempDir Path folder;

  private StudyResult run(StudySpec spec, FakeRunner runner) {
    return Study.run(spec, runner, Studies.session(folder, 2)).result();
  }

  private static Rungs ladder(StudyResult result) {
    return Objects.requireNonNull(result.ladder());
  }

  private static List<String> names(List<Rung> rungs) {
    return rungs.stream().map(Rung::name).toList();
  }

  private int looks() throws IOException {
    return Files.readAllLines(folder.resolve(TestSplitLooks.FILE)).size();
  }

  @Test
  void run_withMembersAndMixture_makesThemInOrderAndChoosesTheLowest() throws IOException {
    StudyResult result = run(ALL, new LadderRunner());
    Rungs ladder = ladder(result);
    // At λ = 0.2 the curve is 4, final models are 0.05 lower, and seeds 1 to 3 add 0.001 to 0.003.
    assertThat(names(ladder.models())).containsExactly("single", "ensemble", "mix");
    List<Double> nll = ladder.models().stream().map(Rung::nll).toList();
    assertThat(nll.get(0)).isCloseTo(3.951, within(1e-12));
    assertThat(nll.get(1)).isCloseTo(3.902, within(1e-12));
    assertThat(nll.get(2)).isCloseTo(3.802, within(1e-12));
    List<Member> members = ladder.models().get(1).members();
    assertThat(members.stream().mapToDouble(Member::nll).toArray())
        .containsExactly(new double[] {3.951, 3.952, 3.953}, within(1e-12));
    assertThat(members).extracting(Member::weight).containsOnly(1 / 3.0);
    assertThat(ladder.models().get(2).members())
        .extracting(Member::weight)
        .containsExactly(0.7, 0.2);
    assertThat(names(ladder.beside())).containsExactly("zero", "counted");
    assertThat(ladder.recommended()).isEqualTo("mix");
    assertThat(FakeFinals.nll(folder.resolve(StudyFolder.CHOSEN))).isEqualTo(nll.get(2));
    assertThat(result.reason())
        .startsWith("The mixture is recommended, and chosen/ is a copy of it: on the test");
    assertThat(result.conclusion()).contains(Objects.requireNonNull(result.reason()));
    assertThat(folder.resolve(StudyFolder.FINALS)).doesNotExist();
    assertThat(looks()).isEqualTo(1);
  }

  @Test
  void run_again_isTheSameAndMakesNothing() throws IOException {
    StudyResult first = run(ALL, new LadderRunner());
    LadderRunner again = new LadderRunner();
    StudyResult second = run(ALL, again);
    assertThat(second.ladder()).isEqualTo(first.ladder());
    assertThat(second.conclusion()).isEqualTo(first.conclusion());
    assertThat(again.models.made).isEmpty();
    assertThat(looks()).isEqualTo(1);
    assertThat(Study.read(ALL, folder).result().ladder()).isEqualTo(first.ladder());
  }

  @Test
  void progress_countsTheTrainingOfTheWeightsFromTheFirstLine() {
    List<Progress> seen = new ArrayList<>();
    Study.run(
        ALL,
        new LadderRunner(),
        Studies.watched(Studies.session(folder, 2), seen::add, () -> false));
    // 15 cells; then three members, λ = 0, the opponent, and the weights.
    assertThat(seen).extracting(Progress::total).containsOnly(15 + 6);
    assertThat(seen.getLast().done()).isEqualTo(15 + 6);
  }

  @Test
  void run_withMoreMembersThanSeeds_trainsEachOnce() {
    LadderRunner runner = new LadderRunner();
    StudyResult result = run(Studies.with(GRID, Budget.NONE, 2, Studies.members(3, false)), runner);
    assertThat(runner.finals)
        .doesNotHaveDuplicates()
        .contains(
            folder.resolve("single"),
            folder.resolve("members/seed-2"),
            folder.resolve("members/seed-3"),
            folder.resolve("zero"));
    TestResult test = Objects.requireNonNull(result.test());
    assertThat(test.seeds()).hasSize(2);
    assertThat(ladder(result).members()).isEqualTo(3);
  }

  @Test
  void run_withMoreSeedsThanMembers_keepsTheMembersOnly() {
    run(Studies.with(GRID, Budget.NONE, 3, Studies.members(2, false)), new LadderRunner());
    assertThat(folder.resolve("members/seed-2")).isDirectory();
    assertThat(folder.resolve("members/seed-3")).doesNotExist();
    assertThat(folder.resolve(StudyFolder.FINALS)).doesNotExist();
  }

  @Test
  void run_whoseChoiceIsZero_hasNoZeroBesideIt() {
    StudySpec spec = Studies.finals(Studies.grid(0, 30, 90), Studies.members(2, false));
    StudyResult result = run(spec, new LadderRunner());
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0L));
    assertThat(ladder(result).beside()).isEmpty();
    assertThat(names(ladder(result).models())).containsExactly("single", "ensemble");
    assertThat(Objects.requireNonNull(result.test()).zero()).isNotNull();
  }

  @Test
  void run_whereAMemberDiverges_makesTheEnsembleOfTheOthersAndSaysSo() {
    StudyResult result = run(ALL, new LadderRunner(new FakeFinals(), 2));
    assertThat(ladder(result).models().get(1).members().stream().mapToDouble(Member::nll).toArray())
        .containsExactly(new double[] {3.951, 3.953}, within(1e-12));
    assertThat(result.warnings())
        .contains("The ensemble has 2 members instead of 3, because 1 training diverged.");
  }

  @Test
  void run_whereTheSingleModelDiverges_hasNoLadder() {
    StudyResult result = run(ALL, new LadderRunner(new FakeFinals(), 1));
    assertThat(result.ladder()).isNull();
    assertThat(result.conclusion()).contains("A final training failed");
  }

  @Test
  void run_ofACountedModel_hasNoEnsembleAndSaysWhy() {
    FakeFinals counted =
        new FakeFinals() {
          @Override
          public boolean isSeeded(Map<String, Object> overrides) {
            return false;
          }
        };
    StudyResult result = run(ALL, new LadderRunner(counted, 0));
    assertThat(names(ladder(result).models())).containsExactly("single", "mix");
    assertThat(folder.resolve(StudyFolder.MEMBERS)).doesNotExist();
    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("There is no ensemble, because the"));
  }

  @Test
  void run_whoseWeightsDiverge_hasNoMixtureAndSaysWhy() {
    FakeFinals diverging =
        new FakeFinals() {
          @Override
          public MixtureWeights weights(
              Map<String, Object> overrides,
              long seed,
              CountedSpec counted,
              int cache,
              Path at,
              BooleanSupplier stop) {
            throw FakeRunner.diverged();
          }
        };
    StudyResult result = run(ALL, new LadderRunner(diverging, 0));
    assertThat(names(ladder(result).models())).containsExactly("single", "ensemble");
    assertThat(result.warnings())
        .contains("There is no mixture, because the training that gives its weights diverged.");
  }

  @Test
  void run_withoutATestSplit_makesNoneAndSaysSo() {
    StudyResult result = run(ALL, new FakeRunner(cell -> {}, false));
    assertThat(result.ladder()).isNull();
    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("no test split", "data.split.test"));
  }

  @Test
  void run_whoseTimeIsTooShort_makesTheMixtureAndSaysWhatItLeftOut() {
    stopInTheFinals();
    FinalSpec mixture = Studies.members(1, true);
    FinalWork made =
        FinalWork.all(Studies.members(3, true))
            .without(Part.MEMBERS, mixture)
            .without(Part.OPPONENTS, mixture)
            .without(Part.ZERO, mixture);
    try (Journal journal =
        Journal.open(folder, Identity.of(Studies.session(folder, 2).identity()))) {
      journal.finals().tried(made);
    }
    LadderRunner runner = new LadderRunner();
    StudyResult result = run(ALL, runner);
    assertThat(runner.finals).containsExactly(folder.resolve(StudyFolder.SINGLE));
    assertThat(names(ladder(result).models())).containsExactly("single", "mix");
    assertThat(names(ladder(result).beside())).containsExactly("counted");
    TestResult test = Objects.requireNonNull(result.test());
    assertThat(test.zero()).isNull();
    assertThat(test.opponents()).isEmpty();
    assertThat(Json.mapper().valueToTree(result).path("final_left_out").toString())
        .isEqualTo("[\"members\",\"opponents\",\"zero\"]");
    assertThat(result.conclusion())
        .contains("The test split does not compare it with λ = 0, because the time")
        .doesNotContain("failed");
    assertThat(result.warnings())
        .contains(
            "There is no final training of the opponents and λ = 0, because the time of the"
                + " budget was too short.");
    assertThat(Study.read(ALL, folder).result().conclusion()).isEqualTo(result.conclusion());
  }

  /** Leaves a study that was stopped while the weights of its mixture were trained. */
  private void stopInTheFinals() {
    AtomicBoolean stop = new AtomicBoolean();
    FakeFinals stopping =
        new FakeFinals() {
          @Override
          public MixtureWeights weights(
              Map<String, Object> overrides,
              long seed,
              CountedSpec counted,
              int cache,
              Path at,
              BooleanSupplier stopped) {
            stop.set(true);
            assertThat(stopped.getAsBoolean()).isTrue();
            throw new CancellationException();
          }
        };
    assertThatThrownBy(
            () ->
                Study.run(
                    ALL,
                    new LadderRunner(stopping, 0),
                    Studies.watched(Studies.session(folder, 2), _ -> {}, stop::get)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
  }

  @Test
  void run_stoppedWhileTheWeightsAreTrained_goesOnToTheSameEndWithOneLook() throws IOException {
    StudyResult whole =
        Study.run(ALL, new LadderRunner(), Studies.session(folder("whole"), 2)).result();
    stopInTheFinals();
    StudyResult result = run(ALL, new LadderRunner());
    assertSame(result, whole);
    assertThat(looks()).isEqualTo(1);
  }

  @Test
  void run_killedWhileTheMixtureIsMade_goesOnToTheSameEndWithOneLook() throws IOException {
    StudyResult whole =
        Study.run(ALL, new LadderRunner(), Studies.session(folder("whole"), 2)).result();
    FakeFinals killed =
        new FakeFinals() {
          @Override
          public void mix(
              List<Path> runs, Map<String, Object> overrides, MixtureWeights weights, Path at) {
            if (weights.cache() != null) {
              throw new AssertionError("killed");
            }
            super.mix(runs, overrides, weights, at);
          }
        };
    assertThatThrownBy(() -> run(ALL, new LadderRunner(killed, 0))).hasMessage("killed");
    assertThat(folder.resolve(StudyFolder.CHOSEN)).doesNotExist();
    assertSame(run(ALL, new LadderRunner()), whole);
    assertThat(looks()).isEqualTo(1);
  }

  /** Leaves a network of each cell of the first fold; the mixture knows where its own is. */
  private static class Leaving extends LadderRunner {
    Leaving(Queue<String> fitted) {
      super(
          new FakeFinals() {
            @Override
            public MixtureWeights weights(
                Map<String, Object> overrides,
                long seed,
                CountedSpec counted,
                int cache,
                Path at,
                BooleanSupplier stop) {
              fitted.add(Files.exists(at.resolve(RUN)) ? "kept " + nll(at.resolve(RUN)) : "none");
              return super.weights(overrides, seed, counted, cache, at, stop);
            }
          },
          0);
    }

    @Override
    public CellResult run(Cell cell, Path at, BooleanSupplier cancelled) {
      CellResult result = super.run(cell, at, cancelled);
      if (cell.fold() == 0) {
        FakeFinals.write(at.resolve(RUN), FakeRunner.lambda(cell));
      }
      return result;
    }
  }

  @Test
  void run_whoseChoiceIsTheBestOfTheFirstFold_fitsTheWeightsWithItsNetwork() {
    Queue<String> fitted = new ConcurrentLinkedQueue<>();
    run(ALL, new Leaving(fitted));
    assertThat(fitted).containsExactly("kept 0.2");
    assertThat(folder.resolve(StudyFolder.FINALS)).doesNotExist();
  }

  @Test
  void run_whoseFinalModelsAreTrainedLonger_keepsANetworkThatStandsInWhereTimeIsShort() {
    FinalSpec longer = new FinalSpec(1, 2, FinalSpec.Weights.LAST, true, null);
    StudySpec spec = Studies.finals(GRID, longer);
    Queue<String> fitted = new ConcurrentLinkedQueue<>();
    Leaving killed =
        new Leaving(fitted) {
          @Override
          public FinalScore runFinal(
              Map<String, Object> overrides,
              long seed,
              Path at,
              int threads,
              BooleanSupplier cancelled) {
            throw new AssertionError("killed");
          }
        };
    assertThatThrownBy(() -> run(spec, killed)).hasMessage("killed");
    try (Journal journal =
        Journal.open(folder, Identity.of(Studies.session(folder, 2).identity()))) {
      journal.finals().tried(FinalWork.all(longer).without(Part.WEIGHTS, longer));
    }
    fitted.clear();
    Leaving runner = new Leaving(fitted);
    StudyResult late = run(spec, runner);
    assertThat(fitted).isEmpty();
    assertThat(names(ladder(late).models())).containsExactly("single", "mix");
    assertThat(runner.models.made).contains("weights of 0.2");
    assertThat(late.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("The weights of the mixture were fitted with a network"));
    assertThat(Study.read(spec, folder).result().warnings()).isEqualTo(late.warnings());
  }

  private Path folder(String name) {
    return folder.resolveSibling(folder.getFileName() + "-" + name);
  }

  /** But for the folders. */
  private static void assertSame(StudyResult result, StudyResult whole) {
    assertThat(result.test()).isEqualTo(whole.test());
    assertThat(ladder(result).models())
        .extracting(Rung::nll)
        .isEqualTo(ladder(whole).models().stream().map(Rung::nll).toList());
    assertThat(result.reason()).isEqualTo(whole.reason());
  }
}
