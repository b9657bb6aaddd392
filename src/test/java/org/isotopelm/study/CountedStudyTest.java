package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.study.comparison.CountedResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.plan.StudySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The counted baseline of a study. */
class CountedStudyTest {
  private static final StudySpec GRID = Studies.grid(0, 0.1, 0.2, 0.5);

  @TempDir Path folder;

  @Test
  void run_withABaseline_hasItsMeanOverFoldsAndItsPairedDifferences() {
    StudyResult result = run(Studies.counted(GRID, 5), new FakeRunner());
    CountedResult counted = Objects.requireNonNull(result.counted());
    // 4.20, 4.31 and 4.40 on the folds; the best has 4.01, 4.11 and 4.21 but for 0.004.
    assertThat(counted.order()).isEqualTo(5);
    assertThat(counted.nll()).isCloseTo((4.2 + 4.31 + 4.4) / 3, within(1e-12));
    assertThat(counted.perplexity()).isEqualTo(Math.exp(counted.nll()));
    assertThat(counted.se()).isCloseTo(0.05784, within(1e-4));
    assertThat(counted.bitsPerByte()).isCloseTo(counted.nll() / (3 * Math.log(2)), within(1e-12));
    assertThat(counted.cells()).isEqualTo(3);
    Paired best = Objects.requireNonNull(counted.pairedToBest());
    assertThat(best.difference()).isCloseTo(0.1933, within(0.005));
    assertThat(best.pairs()).isEqualTo(3);
    Paired zero = Objects.requireNonNull(counted.pairedToZero());
    double gain = Objects.requireNonNull(result.points().get(2).pairedToZero()).difference();
    assertThat(zero.difference()).isCloseTo(best.difference() + gain, within(1e-12));
  }

  @Test
  void run_withABaseline_trainsAndFindsWhatItFindsWithout() {
    StudyResult without = run(GRID, new FakeRunner());
    FakeRunner runner = new FakeRunner();
    StudyResult with =
        Study.run(Studies.counted(GRID, 5), runner, Studies.session(folder.resolve("other"), 1))
            .result();
    assertThat(runner.trained).hasSize(15);
    assertThat(with.cells()).isEqualTo(without.cells());
    assertThat(with.points()).isEqualTo(without.points());
    assertThat(with.opponents()).isEqualTo(without.opponents());
    assertThat(without.counted()).isNull();
  }

  @Test
  void run_again_countsNothingAgain() {
    StudyResult first = run(Studies.counted(GRID, 5), new FakeRunner());
    FakeRunner runner = new FakeRunner();
    StudyResult again = run(Studies.counted(GRID, 5), runner);
    assertThat(runner.counted).isEmpty();
    assertThat(again.counted()).isEqualTo(first.counted());
    assertThat(Study.read(Studies.counted(GRID, 5), folder).result().counted())
        .isEqualTo(first.counted());
  }

  @Test
  void run_withAnotherOrder_goesOnAndCountsThatOrderOnly() {
    run(Studies.counted(GRID, 5), new FakeRunner());
    FakeRunner runner = new FakeRunner();
    StudyResult other = run(Studies.counted(GRID, 3), runner);
    assertThat(runner.trained).isEmpty();
    assertThat(runner.counted).containsExactlyInAnyOrder(0, 1, 2);
    CountedResult counted = Objects.requireNonNull(other.counted());
    assertThat(counted.nll()).isCloseTo((4.2 + 4.31 + 4.4) / 3 + 0.02, within(1e-12));
    // The test split was looked at with another baseline, and is not looked at again.
    assertThat(Objects.requireNonNull(other.test()).counted()).isNull();
    assertThat(run(GRID, new FakeRunner()).counted()).isNull();
  }

  @Test
  void test_withABaseline_scoresItInTheSameLook() {
    StudyResult result = run(Studies.counted(GRID, 5), new FakeRunner());
    assertThat(Objects.requireNonNull(result.test()).look()).isEqualTo(1);
    TestedCounted counted = Objects.requireNonNull(result.test().counted());
    assertThat(counted.nll()).isEqualTo(4.1);
    // The chosen λ = 0.2 has 3.95 there.
    assertThat(counted.difference()).isCloseTo(0.15, within(1e-12));
    StudyResult again = run(Studies.counted(GRID, 5), new FakeRunner());
    assertThat(Objects.requireNonNull(again.test()).counted()).isEqualTo(counted);
  }

  @Test
  void run_withSeeds_pairsEachWithTheFoldsOneBaseline() {
    StudySpec seeds =
        Studies.of(
            Studies.gridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.2)),
            1,
            3,
            Map.of());
    FakeRunner runner = new FakeRunner();
    CountedResult counted =
        Objects.requireNonNull(run(Studies.counted(seeds, 5), runner).counted());
    assertThat(runner.counted).containsExactly(0);
    assertThat(counted.cells()).isEqualTo(1);
    assertThat(counted.se()).isNull();
    assertThat(Objects.requireNonNull(counted.pairedToBest()).pairs()).isEqualTo(3);
  }

  @Test
  void json_ofABaseline_hasTheContractsKeys() {
    StudyResult result = run(Studies.counted(GRID, 5), new FakeRunner());
    JsonNode json = Json.mapper().valueToTree(result).path("counted");
    assertThat(json.propertyNames())
        .contains("order", "nll", "se", "perplexity", "cells", "paired_to_best")
        .doesNotContain("train_nll", "scores", "label");
  }

  private StudyResult run(StudySpec spec, FakeRunner runner) {
    return Study.run(spec, runner, Studies.session(folder, 1)).result();
  }
}
