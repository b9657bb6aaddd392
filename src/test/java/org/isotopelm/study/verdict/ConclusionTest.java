package org.isotopelm.study.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study says of curves whose truth is known. */
class ConclusionTest {
  private static final StudySpec GRID = Studies.grid(0, 0.03, 0.1, 0.2, 0.5, 1);

  @TempDir Path folder;

  @Test
  void benefit_isSaidWithItsTestAndItsScope() {
    StudyResult result = run(GRID, new FakeRunner());
    assertThat(result.conclusion())
        .startsWith(
            "Decay helps: lambda = 0.2 has the lowest held-out perplexity of 6 points, 61.04 against"
                + " 92.23 at λ = 0 (33.8 % or 0.4128 nats per token lower; 95 % interval 0.3872 to"
                + " 0.4383; p < 0.001 after Holm's correction for 6 comparisons). ")
        .containsSubsequence(
            "The best point has a held-out nll of 4.1115 ±",
            "mean and standard error over 3 folds and 1 seed",
            "At p < 0.05 the paired test separates the best point from every other",
            "A parabola in ln lambda through 3 points has its minimum at 0.193",
            "Stopping λ = 0 early does not replace decay: the best point is 0.3928",
            "lower than λ = 0 at its best checkpoint",
            "The best point is 0.0328 nats",
            "lower than the config's own setting, lambda = 0.1.",
            "The opponent short (λ = 0) is 0.3128 nats",
            "exposure κ = 2.4, peak learning rate η = 0.01 and 100 steps in each training",
            "On the test split");
    assertThat(sentences(result)).isLessThan(13);
    assertThat(result.indistinguishable()).containsExactly(Map.of("lambda", 0.2));
  }

  @Test
  void noise_isNoBenefitAndAWholeSet() {
    StudyResult result =
        run(GRID, curve(cell -> 0.05 * Math.sin(37 * FakeRunner.lambda(cell) + 5 * cell.fold())));
    assertThat(result.conclusion())
        .startsWith("No benefit of decay was shown: ")
        .contains("does not separate the best point from lambda = 0, 0.03, 0.1, 0.2 and 1,")
        .contains("This study is too small to detect a difference below ");
    assertThat(result.indistinguishable()).hasSize(6);
    assertThat(result.warnings()).anyMatch(each -> each.contains("within the noise"));
    assertThat(result.minimumDetectableEffect()).isPositive();
  }

  @Test
  void decayThatHurts_isSaidWithTheWeakestThatDoes() {
    StudyResult result =
        run(
            GRID,
            curve(
                cell ->
                    0.3 * FakeRunner.lambda(cell)
                        + 0.002 * Math.sin(37 * FakeRunner.lambda(cell) + 5 * cell.fold())));
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0L));
    assertThat(result.conclusion())
        .contains(
            "No benefit of decay was shown: lambda = 0 has the lowest held-out perplexity",
            "Too much decay hurts: lambda =");
    assertThat(result.parabola()).isNull();
    assertThat(result.warnings())
        .anyMatch(
            each ->
                each.equals(
                    "The best lambda is 0. Try values between 0 and 0.03: one of them may be"
                        + " better."));
  }

  @Test
  void ownSetting_whoseZeroIsTheBest_hasOneCorrectedPForThatPair() {
    StudyResult result =
        run(
            GRID,
            curve(
                cell ->
                    0.3 * FakeRunner.lambda(cell)
                        + 0.02 * Math.sin(37 * FakeRunner.lambda(cell) + 5 * cell.fold())));
    Paired toOwn = Objects.requireNonNull(result.points().getFirst().pairedToDefault());
    PointResult own = result.points().get(2);
    Paired toZero = Objects.requireNonNull(own.pairedToZero());
    assertThat(own.values()).isEqualTo(Map.of("lambda", 0.1));
    assertThat(toOwn.difference()).isEqualTo(-toZero.difference());
    assertThat(toOwn.pHolm()).isNotNull().isEqualTo(toZero.pHolm());
  }

  @Test
  void twoFolds_areTrainedOnEachOthersHeldOutText() {
    StudySpec two = Studies.of(Studies.gridSearch(), GRID.space(), 2, 1, Map.of());
    assertThat(run(two, new FakeRunner()).warnings())
        .anyMatch(each -> each.startsWith("One fold's training text is the other's held-out text"));
    assertThat(run(GRID, new FakeRunner()).warnings())
        .anyMatch(each -> each.startsWith("The folds share training text"));
  }

  @Test
  void stoppingEarly_thatDoesBetter_isSaid() {
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
            CellResult end = super.run(cell, place, cancelled);
            boolean zero = lambda(cell) == 0;
            return new CellResult(
                end.nll(),
                end.trainNll(),
                zero ? end.nll() - 0.45 : end.bestCheckpointNll(),
                40,
                end.tokens(),
                end.bytes(),
                end.exposure(),
                end.learningRate(),
                end.steps(),
                end.seconds(),
                end.unitNll(),
                end.unitTokens(),
                end.evaluations(),
                0,
                0,
                end.plannedSteps());
          }
        };
    assertThat(run(GRID, runner).conclusion())
        .contains("Stopping λ = 0 early does better than decay: the best point is 0.0372 nats");
  }

  @Test
  void oneValidationSplit_saysNothingAboutOtherText() {
    StudySpec spec = Studies.of(GRID.search(), GRID.space(), 1, 3, Map.of());
    assertThat(run(spec, new FakeRunner()).warnings())
        .anyMatch(each -> each.contains("say nothing about other text"));
  }

  @Test
  void exposures_thatCannotActOrErase_areWarnedAbout() {
    // FakeRunner's exposure is 12 λ, in 100 steps.
    assertThat(run("idle", Studies.grid(0, 0.001, 0.004)).warnings())
        .anyMatch(
            each ->
                each.startsWith(
                    "Every λ in this space is too small to act. At the largest exposure, κ = 0.048,"));
    // At λ = 5 κ is 60, so τ is 1.67 steps and η·τ 0.0167; κ = 24 has η·τ = 0.042.
    assertThat(run("erased", Studies.grid(0, 0.2, 5)).warnings())
        .anyMatch(
            each ->
                each.startsWith("At lambda = 5 decay erases the model: no weight can grow beyond"));
    assertThat(run("strong", Studies.grid(0, 0.2, 2)).warnings())
        .noneMatch(each -> each.contains("erases"));
  }

  @Test
  void edges_sayOnWhichSide() {
    assertThat(run("upper", Studies.grid(0, 0.03, 0.1)).warnings())
        .anyMatch(each -> each.contains("0.1, is at the upper end") && each.contains("larger"));
    assertThat(run("lower", Studies.grid(0.3, 0.5, 1)).warnings())
        .anyMatch(each -> each.contains("0.3, is at the lower end") && each.contains("smaller"));
  }

  @Test
  void status_ofAPointThatFailed_saysWhyAndExcludesIt() {
    FakeRunner runner =
        new FakeRunner(
            cell -> {
              if (cell.fold() == 1 && FakeRunner.lambda(cell) == 0.2) {
                throw FakeRunner.diverged();
              }
            },
            true);
    StudyResult result = run(GRID, runner);
    PointResult failed =
        result.points().stream()
            .filter(p -> p.status() == PointStatus.FAILED)
            .findFirst()
            .orElseThrow();
    assertThat(failed.because()).isEqualTo("diverged: step 7: the loss is NaN");
    assertThat(result.warnings().getFirst()).contains("lambda = 0.2 cannot be chosen");
    assertThat(result.indistinguishable()).doesNotContain(failed.values());
  }

  @Test
  void families_areCorrectedForTheirNumber() {
    StudyResult result = run(GRID, new FakeRunner());
    // The five λ above 0 against it, and the best against it at its best checkpoint.
    List<Paired> family =
        Stream.concat(
                result.points().stream().map(PointResult::pairedToZero),
                Stream.of(result.stoppingEarly()))
            .filter(Objects::nonNull)
            .toList();
    double[] p =
        family.stream().mapToDouble(paired -> Objects.requireNonNull(paired.p())).toArray();
    List<Double> holm = family.stream().map(Paired::pHolm).toList();
    assertThat(p).hasSize(6);
    assertThat(result.minimumDetectableLevel()).isEqualTo(0.05 / 6);
    assertThat(holm).containsExactlyElementsOf(Arrays.stream(Statistics.holm(p)).boxed().toList());
    assertThat(result.points().get(2).pairedToDefault()).isNull();
    assertThat(result.points().get(3).pairedToDefault()).isNotNull();
  }

  private static int sentences(StudyResult result) {
    return result.conclusion().split("\\. ", -1).length;
  }

  /** Nll 4 and more by the cell; folds differ by 0.1. */
  private static FakeRunner curve(ToDoubleFunction<Cell> more) {
    return new FakeRunner() {
      @Override
      public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
        double nll = 4 + 0.1 * cell.fold() + more.applyAsDouble(cell);
        return FakeRunner.result(nll, nll - 1, 12 * lambda(cell));
      }
    };
  }

  private StudyResult run(StudySpec spec, LocalSite runner) {
    return Study.run(spec, runner, Studies.session(folder, 2)).result();
  }

  private StudyResult run(String name, StudySpec spec) {
    return Study.run(spec, new FakeRunner(), Studies.session(folder.resolve(name), 2)).result();
  }
}
