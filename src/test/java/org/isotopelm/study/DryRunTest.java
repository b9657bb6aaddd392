package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.StudySpec;
import org.junit.jupiter.api.Test;

class DryRunTest {
  /**
   * Four points and an opponent on three folds are 15 cells. On all three folds a final training
   * takes 3/2 of a cell.
   */
  private static final StudySpec GRID = Studies.grid(0, 0.1, 0.2, 0.5);

  /** The chosen point, λ = 0 and the opponent. */
  @Test
  void length_oneModel_isThatOfAllTrainingsSideBySide() {
    assertThat(length(GRID, 1, true)).isCloseTo(15 + 3 * 1.5, within(1e-9));
    assertThat(length(GRID, 2, true)).isCloseTo(15 / 2.0 + 2 * 1.5, within(1e-9));
  }

  /** Three members, λ = 0 and the opponent; that of the weights is on the text of a cell. */
  @Test
  void length_finalModels_countsTheTrainingForTheWeightsAsOneOfTheSearch() {
    StudySpec spec = Studies.finals(GRID, Studies.members(3, true));
    assertThat(length(spec, 1, true)).isCloseTo(15 + 5 * 1.5 + 1, within(1e-9));
    assertThat(length(spec, 4, true)).isCloseTo(15 / 4.0 + 2 * 1.5, within(1e-9));
    FinalSpec longer = new FinalSpec(3, 4, FinalSpec.Weights.LAST, true, null);
    assertThat(length(Studies.finals(GRID, longer), 2, true))
        .isCloseTo(15 / 2.0 + 4 * (3 * 1.5), within(1e-9));
  }

  /** Without folds each final training takes as long as a cell; here there is no opponent. */
  @Test
  void length_oneCellAPoint_usesItsNetworkForTheWeights() {
    StudySpec spec =
        Studies.search(
            Studies.gridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1)),
            1,
            List.of());
    assertThat(length(Studies.finals(spec, Studies.members(3, true)), 1, true))
        .isCloseTo(2 + 4, within(1e-9));
  }

  @Test
  void length_noTestSplit_isThatOfTheSearch() {
    assertThat(length(Studies.finals(GRID, Studies.members(3, true)), 1, false))
        .isCloseTo(15, within(1e-9));
  }

  /** The search alone leaves workers idle that the final trainings use. */
  @Test
  void length_moreWorkersThanCells_isOneCellAndTheFinalTrainings() {
    assertThat(length(GRID, 100, true)).isCloseTo(1 + 1.5, within(1e-9));
  }

  private static double length(StudySpec spec, int workers, boolean tested) {
    return DryRun.length(DryRun.begun(spec, new FakeRunner()), workers, tested);
  }

  @Test
  void requireRoom_cellsTogetherTooLarge_namesNeedLimitAndRemedy() {
    DryRun.requireRoom(2, 2L << 30, 2L << 30);
    assertThatThrownBy(() -> DryRun.requireRoom(4, 4L << 30, 2L << 30))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "a study of 4 cells at a time needs 4.00 GiB of memory, and the JVM may use 2.00 GiB;"
                + " give it more with ISOTOPE_OPTS=-Xmx6g, or use fewer workers, fewer shards or"
                + " a smaller model")
        .extracting("exitCode")
        .isEqualTo(ExitCode.FAILURE);
  }
}
