package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Budget;
import org.isotopelm.study.search.NoPruning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with a time of their own. */
class DeadlineTest {
  private static final Deadline PASSED = new Deadline(0, System.nanoTime(), "the time was used up");
  private static final Deadline FAR = Deadline.in(100, "not said");
  private static final StudySpec GRID = Studies.grid(0, 0.1, 0.2, 0.5);
  private static final StudySpec THREE = Studies.finals(GRID, Studies.members(3, true));

  @TempDir Path folder;

  private StudyResult run(StudySpec spec, Deadline deadline, boolean lookAgain) {
    Session session = Studies.session(folder, 2);
    return Study.run(
            spec,
            new LadderRunner(),
            new Session(
                session.folder(),
                session.ledger(),
                session.identity(),
                session.workers(),
                false,
                lookAgain,
                deadline,
                session.progress(),
                session.cancelled()))
        .result();
  }

  private static int models(StudyResult result) {
    return Objects.requireNonNull(result.ladder()).models().size();
  }

  @Test
  void run_afterOneThatHadNoTime_hasItsOwn() {
    StudyResult none = run(THREE, PASSED, false);
    assertThat(none.points()).isEmpty();
    assertThat(none.stopped()).isEqualTo("the time was used up");
    StudyResult all = run(THREE, FAR, false);
    assertThat(all.stopped()).isNull();
    assertThat(models(all)).isEqualTo(3);
    assertThat(Study.read(THREE, folder).result()).isEqualTo(all);
  }

  @Test
  void run_finishedStudy_isNotSaidToBeStopped() {
    StudyResult all = run(THREE, FAR, false);
    assertThat(run(THREE, PASSED, false)).isEqualTo(all);
  }

  @Test
  void run_cutStudyThatHasScoredItsTestSplit_trainsNoMoreAndKeepsItsChoice() {
    StudySpec cut =
        Studies.finals(
            Studies.with(GRID, new NoPruning(), new Budget(null, 5, null), 0),
            Studies.members(3, true));
    StudyResult first = run(cut, FAR, false);
    StudyResult again = run(THREE, FAR, false);
    assertThat(again.cells()).isEqualTo(first.cells());
    assertThat(again.test()).isEqualTo(first.test());
    assertThat(models(again)).isEqualTo(models(first));
    assertThat(run(THREE, Deadline.NONE, true).cells()).isGreaterThan(first.cells());
  }

  @Test
  void run_finishedStudyWithOtherFinals_hasTimeForThem() {
    run(THREE, FAR, false);
    StudySpec two = Studies.finals(GRID, Studies.members(2, true));
    assertThat(models(run(two, FAR, true))).isEqualTo(3);
  }
}
