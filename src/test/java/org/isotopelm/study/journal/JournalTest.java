package org.isotopelm.study.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that was damaged, or written by an earlier program. */
class JournalTest {
  private static final StudySpec SPEC = Studies.grid(0, 0.1, 0.2, 0.5);

  @TempDir Path folder;

  private Path study;
  private StudyOutcome sound;

  @BeforeEach
  void makeAStudy() {
    study = folder.resolve("study");
    sound = run(new FakeRunner());
  }

  @Test
  void run_ofAJournalWithoutHashes_goesOnAndGivesItsRowsHashes() throws SQLException {
    withoutHashes();
    FakeRunner idle = new FakeRunner();
    assertThat(Study.read(SPEC, study).result()).isEqualTo(sound.result());
    assertThat(run(idle).result()).isEqualTo(sound.result());
    assertThat(idle.trained).isEmpty();
    assertThat(idle.finals).isEmpty();
    assertThat(count("SELECT count(*) FROM cell WHERE hash IS NOT NULL")).isEqualTo(15);
    assertThat(count("PRAGMA user_version")).isEqualTo(4);
  }

  @Test
  void run_afterACellsFigureChanged_trainsThatCellAgain() throws SQLException {
    execute("UPDATE cell SET nll = nll - 0.125 WHERE point LIKE '%0.5%' AND fold = 1");
    assertThatThrownBy(() -> Study.read(SPEC, study))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll(Journal.FILE, "{\"lambda\":0.5}", "fold 1", "run the study again");
    FakeRunner rest = new FakeRunner();
    assertThat(run(rest).result().points()).isEqualTo(sound.result().points());
    assertThat(rest.trained).hasSize(1);
    assertThat(Study.read(SPEC, study).result().points()).isEqualTo(sound.result().points());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE point SET point = '{\"lambda\":0.25}' WHERE number = 3",
        "UPDATE point SET round = 2 WHERE number = 3",
        "DELETE FROM point WHERE number = 4",
        "UPDATE study SET value = replace(value, '0.2', '0.3') WHERE name = 'points'",
        "UPDATE study SET value = replace(value, 'config', 'confih') WHERE name = 'identity'",
        "UPDATE study SET hash = 'x' WHERE name = 'identity'",
        "UPDATE study SET value = '' WHERE name = 'standard'",
        "UPDATE study SET value = 'x' WHERE name = 'stopped'",
        "UPDATE study SET value = replace(value, '-0', '-1') WHERE name LIKE 'test%'",
      })
  void run_afterARowChanged_saysTheSame(String change) throws SQLException {
    execute(change);
    FakeRunner idle = new FakeRunner();
    StudyResult again = run(idle).result();
    assertThat(again.points()).isEqualTo(sound.result().points());
    assertThat(again.opponents()).isEqualTo(sound.result().opponents());
    assertThat(again.test()).isEqualTo(sound.result().test());
    assertThat(again.stopped()).isNull();
    assertThat(idle.trained).isEmpty();
    assertThat(Study.read(SPEC, study).result().points()).isEqualTo(sound.result().points());
  }

  @Test
  void run_afterIdentityAndItsHashWereLost_isRefused() throws SQLException {
    execute("UPDATE study SET value = '{\"config\":2}' WHERE name = 'identity'");
    execute("UPDATE study SET hash = 'x' WHERE name = 'identity'");
    assertThatThrownBy(() -> run(new FakeRunner()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll(Journal.FILE, "identity");
  }

  @Test
  void read_ofRowsThatAreNoJson_namesTheFile() throws SQLException {
    withoutHashes();
    execute("UPDATE cell SET unit_nll = '[1.5,' WHERE fold = 0");
    assertThatThrownBy(() -> Study.read(SPEC, study))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining(Journal.FILE);
    execute("UPDATE study SET value = 'twelve' WHERE name = 'seconds'");
    assertThatThrownBy(() -> Study.read(SPEC, study)).hasMessageContainingAll("seconds");
  }

  @Test
  void runAndRead_afterAnyBitFlipped_refuseOrSayTheSame() throws IOException {
    Random random = new Random(15);
    for (String name : List.of(Journal.FILE, TestSplitLooks.FILE, "ledger.jsonl")) {
      byte[] bytes = Files.readAllBytes(study.resolve(name));
      for (int flip = 0; flip < 30; flip++) {
        byte[] damaged = bytes.clone();
        int at =
            flip < 5 ? random.nextInt(Math.min(100, bytes.length)) : random.nextInt(bytes.length);
        int bit = random.nextInt(8);
        damaged[at] = (byte) (damaged[at] ^ 1 << bit);
        String what = name + ": bit " + bit + " of byte " + at;
        for (boolean train : new boolean[] {false, true}) {
          Path copy = copy(folder.resolve(name + flip + train));
          Files.write(copy.resolve(name), damaged);
          assertThat(said(copy, train)).as(what).isIn(said(sound), "refused");
        }
      }
    }
  }

  private String said(Path copy, boolean train) {
    try {
      return said(
          train
              ? Study.run(SPEC, new FakeRunner(), Studies.session(copy, 1))
              : Study.read(SPEC, copy));
    } catch (ProblemException e) {
      assertThat(e.exitCode()).isIn(ExitCode.DATA, ExitCode.FAILURE);
      assertThat(e.getMessage()).contains(copy.toString());
      return "refused";
    }
  }

  private static String said(StudyOutcome outcome) {
    StudyResult result = outcome.result();
    return List.of(
            result.points(),
            result.opponents(),
            Objects.requireNonNull(result.test()),
            Objects.requireNonNull(result.best()),
            result.warnings(),
            result.conclusion())
        .toString();
  }

  private Path copy(Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(study)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  /** As the program wrote journals before they had hashes. */
  private void withoutHashes() throws SQLException {
    for (String table : JournalLayout.TABLES) {
      execute("ALTER TABLE " + table + " DROP COLUMN hash");
    }
    for (String column : List.of("unknown_tokens", "unknown_bytes", "planned_steps")) {
      execute("ALTER TABLE cell DROP COLUMN " + column);
    }
    execute("DELETE FROM study WHERE name = 'points' OR name LIKE 'test of%'");
    execute("PRAGMA user_version = 3");
  }

  private void execute(String sql) throws SQLException {
    try (Connection journal = open();
        Statement statement = journal.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String sql) throws SQLException {
    try (Connection journal = open();
        Statement statement = journal.createStatement()) {
      return statement.executeQuery(sql).getInt(1);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + study.resolve(Journal.FILE));
  }

  private StudyOutcome run(FakeRunner runner) {
    return Study.run(SPEC, runner, Studies.session(study, 1));
  }
}
