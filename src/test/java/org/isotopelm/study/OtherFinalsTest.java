package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.journal.TestSplitLooks;
import org.isotopelm.study.plan.StudySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished study of which other final models are asked. */
class OtherFinalsTest {
  private static final StudySpec GRID = Studies.grid(0, 0.1, 0.2, 0.5);
  private static final StudySpec THREE = Studies.finals(GRID, Studies.members(3, true));
  private static final StudySpec TWO = Studies.finals(GRID, Studies.members(2, false));

  @TempDir Path folder;
  private StudyResult first;

  @BeforeEach
  void finish() {
    first = run(THREE, new LadderRunner(), false);
  }

  private StudyResult run(StudySpec spec, FakeRunner runner, boolean lookAgain) {
    Session session = Studies.session(folder, 2);
    return Study.run(spec, runner, lookAgain ? again(session) : session).result();
  }

  private static Session again(Session session) {
    return new Session(
        session.folder(),
        session.ledger(),
        session.identity(),
        session.workers(),
        false,
        true,
        session.deadline(),
        session.progress(),
        session.cancelled());
  }

  private List<String> looks() throws IOException {
    return Files.readAllLines(folder.resolve(TestSplitLooks.FILE));
  }

  private static TestResult test(StudyResult result) {
    return Objects.requireNonNull(result.test());
  }

  private static List<Double> nll(StudyResult result) {
    return Objects.requireNonNull(result.ladder()).models().stream().map(Rung::nll).toList();
  }

  @Test
  void run_withoutLeaveToLookAgain_makesNothingAndKeepsWhatIsThere() throws IOException {
    LadderRunner runner = new LadderRunner();
    StudyResult refused = run(TWO, runner, false);
    assertThat(refused.test()).isNull();
    assertThat(refused.ladder()).isNull();
    assertThat(refused.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains(
                        "already scored on",
                        "{\"lambda\":0.2} with final {members: 3, mix: true}"));
    assertThat(runner.trained).isEmpty();
    assertThat(runner.finals).isEmpty();
    assertThat(folder.resolve("members/seed-3")).isDirectory();
    assertThat(looks()).hasSize(1);
    assertThat(run(THREE, runner, false).conclusion()).isEqualTo(first.conclusion());
    assertThat(runner.finals).isEmpty();
  }

  @Test
  void run_withLeaveToLookAgain_makesTheFinalModelsOnlyAndCountsASecondLook() throws IOException {
    LadderRunner runner = new LadderRunner();
    StudyResult second = run(TWO, runner, true);
    assertThat(runner.trained).isEmpty();
    assertThat(second.points()).isEqualTo(first.points());
    assertThat(test(second).look()).isEqualTo(2);
    assertThat(looks()).hasSize(2);
    assertThat(nll(second)).hasSize(2);
    assertThat(folder.resolve("members/seed-2")).isDirectory();
    assertThat(folder.resolve("members/seed-3")).doesNotExist();
    assertThat(folder.resolve(StudyFolder.MIX)).doesNotExist();

    // What was made first has had its look. Its runs are gone, so they are made again.
    LadderRunner third = new LadderRunner();
    StudyResult back = run(THREE, third, false);
    assertThat(test(back)).isEqualTo(test(first));
    assertThat(nll(back)).isEqualTo(nll(first));
    assertThat(third.trained).isEmpty();
    assertThat(folder.resolve(StudyFolder.MIX)).isDirectory();
    assertThat(looks()).hasSize(2);
  }

  @Test
  void run_killedWhileOthersAreMade_leavesNoMixtureOfBoth() throws IOException {
    FakeFinals killed =
        new FakeFinals() {
          @Override
          public Measured measured(Path run, Map<String, Object> overrides, int threads) {
            throw new AssertionError("killed");
          }
        };
    assertThatThrownBy(() -> run(TWO, new LadderRunner(killed, 0), true)).hasMessage("killed");
    StudyResult back = run(THREE, new LadderRunner(), false);
    assertThat(nll(back)).isEqualTo(nll(first));
    assertThat(folder.resolve(StudyFolder.MIX)).isDirectory();
    StudyResult goneOn = run(TWO, new LadderRunner(), false);
    // The mean of two members, 3.951 and 3.952, less 0.05.
    assertThat(nll(goneOn).getLast()).isCloseTo(3.9015, within(1e-12));
    assertThat(test(goneOn).look()).isEqualTo(2);
    assertThat(looks()).hasSize(2);
  }

  @Test
  void run_anewWithOtherFinals_isRefusedBeforeItTrains() {
    LadderRunner runner = new LadderRunner();
    Session anew = Studies.anew(Studies.session(folder, 2), false);
    assertThatThrownBy(() -> Study.run(TWO, runner, anew))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE));
    assertThat(runner.trained).isEmpty();
    assertThat(nll(Study.run(THREE, runner, anew).result())).isEqualTo(nll(first));
  }

  @Test
  void run_withoutFinals_isAnotherChoiceToo() {
    StudyResult plain = run(GRID, new LadderRunner(), true);
    assertThat(plain.ladder()).isNull();
    assertThat(test(plain).look()).isEqualTo(2);
    assertThat(folder.resolve(StudyFolder.SINGLE)).doesNotExist();
    assertThat(folder.resolve(StudyFolder.CHOSEN)).isDirectory();
  }
}
