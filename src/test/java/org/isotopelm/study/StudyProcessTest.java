package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a second process can show: that a study is held by one, and survives kill −9. */
class StudyProcessTest {
  private static final StudySpec SPEC = Studies.grid(0, 0.1, 0.2, 0.5, 1);

  @TempDir Path folder;

  @Test
  void run_whileAnotherProcessIsAtIt_isRefused_afterItsKill_goesOn() throws Exception {
    Path killed = folder.resolve("killed");
    Process process = start(killed);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      // Each line says how many cells have ended, those at the start too.
      while (Integer.parseInt(lines.readLine()) < 5) {}
      assertThatThrownBy(() -> Study.run(SPEC, new FakeRunner(), Studies.session(killed, 1)))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
          .hasMessageContaining("is running in another process");
      process.destroyForcibly().waitFor();
    }
    FakeRunner rest = new FakeRunner();
    StudyResult resumed = Study.run(SPEC, rest, Studies.session(killed, 2)).result();
    assertThat(rest.trained).hasSizeBetween(1, 18 - 5);
    StudyResult whole =
        Study.run(SPEC, new FakeRunner(), Studies.session(folder.resolve("whole"), 2)).result();
    assertThat(resumed.points()).isEqualTo(whole.points());
    assertThat(resumed.test()).isEqualTo(whole.test());
  }

  @Test
  void run_inAFolderHeldInThisProcess_isRefused() {
    try (StudyFolder held = StudyFolder.take(folder, false)) {
      assertThatThrownBy(() -> Study.run(SPEC, new FakeRunner(), Studies.session(held.path(), 1)))
          .hasMessageContaining("is running");
    }
  }

  @Test
  void run_folderMovedAwayMeanwhile_stopsAndKeepsNothingThere() {
    Path study = folder.resolve("study");
    Study.Session before = Studies.session(study, 1);
    FakeRunner thief =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path at, BooleanSupplier cancelled) {
            if (Files.exists(study)) {
              assertThat(study.toFile().renameTo(folder.resolve("away").toFile())).isTrue();
            }
            return super.run(cell, at, cancelled);
          }
        };
    assertThatThrownBy(() -> Study.run(SPEC, thief, before))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("was removed or replaced");
    assertThat(study.resolve(Journal.FILE)).doesNotExist();
  }

  @Test
  void run_inATrainingRunsFolder_isRefused() throws IOException {
    Files.createDirectories(folder.resolve("checkpoints"));
    assertThatThrownBy(() -> Study.run(SPEC, new FakeRunner(), Studies.session(folder, 1)))
        .hasMessageContaining("holds a training run");
  }

  @Test
  void run_withAJournalThatIsNone_isADataErrorAndForceMendsIt() throws IOException {
    Files.writeString(folder.resolve(Journal.FILE), "this is no database, ".repeat(500));
    assertThatThrownBy(() -> Study.run(SPEC, new FakeRunner(), Studies.session(folder, 1)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll(Journal.FILE, "begin the study anew");
    Study.Session anew = Studies.anew(Studies.session(folder, "x", 1), false);
    assertThat(Study.run(SPEC, new FakeRunner(), anew).result().cells()).isEqualTo(18);
  }

  private static Process start(Path study) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            StudyProcess.class.getName(),
            study.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
