package org.isotopelm.study.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.journal.Identity;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.space.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {
  private static final double UNIFORM = Math.log(1024); // 6.93

  @TempDir Path folder;

  @Test
  void check_farAboveUniform_isADivergence() {
    for (double nll : new double[] {UNIFORM + 10.1, 4608, 9e31}) {
      ProblemException e =
          catchThrowableOfType(ProblemException.class, () -> Divergence.check(nll, UNIFORM, 1024));
      assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED);
      assertThat(e.getMessage()).contains("1,024 tokens", "6.931");
    }
    assertThat(
            catchThrowableOfType(
                ProblemException.class, () -> Divergence.check(UNIFORM, UNIFORM + 2.1, 1024)))
        .isNotNull();
  }

  @Test
  void check_overfitting_isNone() {
    // By heart: 0.1 on the text trained on, and sure of itself elsewhere.
    assertThatCode(() -> Divergence.check(UNIFORM + 5, 0.1, 1024)).doesNotThrowAnyException();
    assertThatCode(() -> Divergence.check(UNIFORM, UNIFORM, 1024)).doesNotThrowAnyException();
  }

  @Test
  void find_explodedRowOfAnOlderJournal_isADivergence() {
    Cell cell = new Cell(Contender.of(new Point(Map.of("lambda", 1L), Map.of())), 0, 1);
    CellResult exploded = FakeRunner.result(4608, 4600, 12);
    try (Journal journal = Journal.open(folder, Identity.of(Map.of("config", 1)))) {
      journal.record(new Trial(cell, Trial.Status.DONE, exploded, null));
      assertThat(journal.find(cell))
          .hasValueSatisfying(trial -> assertThat(trial.status()).isEqualTo(Trial.Status.DIVERGED));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {45, 4608, 9e31, 1e300})
  void study_withAnExplodedPoint_losesNothingElse(double nll) {
    // As a journal may hold it that was begun before such figures were refused.
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
            return lambda(cell) == 1 ? result(nll, nll, 12) : super.run(cell, place, cancelled);
          }
        };
    StudyOutcome outcome =
        Study.run(Studies.grid(0, 0.1, 0.2, 0.5, 1), runner, Studies.session(folder, 1));
    StudyResult result = outcome.result();
    assertThat(result.points().getLast().status()).isEqualTo(PointStatus.FAILED);
    assertThat(result.best()).isEqualTo(Map.of("lambda", 0.2));
    assertThat(result.indistinguishable()).doesNotContain(Map.of("lambda", 1L));
    assertThat(result.minimumDetectableEffect()).isLessThan(1);
    assertThat(result.test()).isNotNull();
    assertThat(Study.read(outcome.plan().spec(), folder).result()).isEqualTo(result);
  }
}
