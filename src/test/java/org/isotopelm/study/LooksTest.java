package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.Identity;
import org.isotopelm.study.journal.Look;
import org.isotopelm.study.journal.LooksFile;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.journal.TestSplitLooks;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.training.FinalScore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooksTest {
  private static final StudySpec SPEC = Studies.grid(0, 0.1, 0.2, 0.5);

  /** 0.2 was the best of {@link #SPEC}; this one's is 0.5. */
  private static final StudySpec OTHER = Studies.grid(0, 0.5, 1);

  private static final Map<String, Object> ONE = ordered("config", 1, "corpus", "x");
  private static final Map<String, Object> REVERSED = ordered("corpus", "x", "config", 1);

  @TempDir Path folder;

  @Test
  void hash_ofTheSameKeysInAnotherOrder_isTheSame() {
    assertThat(Identity.of(REVERSED).hash()).isEqualTo(Identity.of(ONE).hash());
    assertThat(Identity.of(ordered("config", 1.0, "corpus", "x")).hash())
        .isEqualTo(Identity.of(ONE).hash());
    assertThat(Identity.of(ordered("config", 2, "corpus", "x")).hash())
        .isNotEqualTo(Identity.of(ONE).hash());
  }

  @Test
  void run_againWithItsKeysInAnotherOrder_keepsItsTest() {
    TestResult first = test(run(SPEC, ONE, "a"));
    assertThat(test(run(SPEC, REVERSED, "a"))).isEqualTo(first);
    assertThat(lines("a")).hasSize(1);
  }

  @Test
  void run_whereAnotherProgramHashedTheLook_keepsItsTest() throws IOException {
    TestResult first = test(run(SPEC, ONE, "a"));
    Files.writeString(
        folder.resolve("a").resolve(TestSplitLooks.FILE),
        "{\"time\":\"2026-01-01T00:00:00Z\",\"study\":\"0123456789abcdef\",\"chosen\":\"{}\"}\n");
    assertThat(test(run(SPEC, ONE, "a"))).isEqualTo(first);
  }

  @Test
  void run_killedBetweenLookAndResult_goesOnWithThatLook() {
    FakeRunner killed =
        new FakeRunner() {
          @Override
          public FinalScore runFinal(
              Map<String, Object> overrides,
              long seed,
              Path run,
              int threads,
              BooleanSupplier cancelled) {
            throw new AssertionError("killed");
          }
        };
    assertThatThrownBy(() -> Study.run(SPEC, killed, session("a", ONE, false, false)))
        .isInstanceOf(AssertionError.class);
    assertThat(lines("a")).hasSize(1);
    StudyResult result = run(SPEC, REVERSED, "a");
    assertThat(test(result)).isEqualTo(test(run(SPEC, ONE, "whole")));
    assertThat(test(result).look()).isEqualTo(1);
    assertThat(lines("a")).hasSize(1);
  }

  @Test
  void run_afterALookOfAnEarlierProgram_knowsItsOwn() throws IOException {
    String json = Json.mapper().writeValueAsString(REVERSED);
    Look old =
        new Look(
            "2026-01-01T00:00:00Z",
            null,
            ContentHash.of(json).toString().substring(0, 16),
            "{\"lambda\":0.2}",
            null);
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(
        folder.resolve("a").resolve(TestSplitLooks.FILE),
        Json.mapper().writeValueAsString(old) + "\n");
    assertThat(test(run(SPEC, ONE, "a")).look()).isEqualTo(1);
    assertThat(lines("a")).hasSize(1);
  }

  @Test
  void run_ofAnotherStudyOfTheSameSplit_isToldItsLookIsTheSecond() {
    assertThat(test(run(SPEC, ONE, "a")).look()).isEqualTo(1);
    StudyResult second = run(SPEC, ordered("config", 2, "corpus", "x"), "b");
    assertThat(test(second).look()).isEqualTo(2);
    assertThat(second.warnings())
        .anyMatch(
            warning ->
                warning.contains(
                    "The test split has now been scored twice, counting other studies."));
    // The same study elsewhere makes the same choice: nothing more was learnt.
    assertThat(test(run(SPEC, ONE, "c")).look()).isEqualTo(1);
    assertThat(test(run(SPEC, ONE, "a")).look()).isEqualTo(1);
    assertThat(lines("b")).hasSize(1);
  }

  @Test
  void run_afterTheFolderWasRemoved_stillCountsItsLook() {
    run(SPEC, ONE, "a");
    StudyFolder.delete(folder.resolve("a"));
    assertThat(test(run(OTHER, ordered("config", 2, "corpus", "x"), "a")).look()).isEqualTo(2);
  }

  @Test
  void run_ofAnotherTestSplit_isAFirstLook() {
    run(SPEC, ONE, "a");
    FakeRunner other =
        new FakeRunner() {
          @Override
          public String testSplit() {
            return "another";
          }
        };
    Session anew = session("a", ordered("config", 2, "corpus", "y"), true, false);
    assertThat(test(Study.run(OTHER, other, anew).result()).look()).isEqualTo(1);
  }

  @Test
  void run_anewForASecondLook_isRefusedWithoutAWayRound() {
    run(SPEC, ONE, "a");
    Session anew = session("a", ordered("config", 2, "corpus", "x"), true, false);
    assertThatThrownBy(() -> Study.run(OTHER, new FakeRunner(), anew))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("allow it all the same")
        .message()
        .doesNotContain("another folder");
  }

  @Test
  void read_ofANewChoice_hasNotTheTestOfAnEarlierOne() throws IOException {
    StudySpec first = Studies.of(Studies.random(1), range(), 2, 1, Map.of());
    StudySpec more = Studies.of(Studies.random(12), range(), 2, 1, Map.of());
    StudyResult before = run(first, ONE, "a");
    StudyResult after = run(more, ONE, "a");
    assertThat(after.best()).isNotEqualTo(before.best());
    assertThat(after.test()).isNull();
    assertThat(Study.read(more, folder.resolve("a")).result()).isEqualTo(after);
    Path earlier = folder.resolve("a").resolve(StudyFolder.CHOSEN);
    Files.createDirectories(earlier);
    StudyResult again = Study.run(more, new FakeRunner(), session("a", ONE, false, true)).result();
    assertThat(test(again).look()).isEqualTo(2);
    assertThat(earlier).as("a run of another point is not gone on with").doesNotExist();
    assertThat(Study.read(more, folder.resolve("a")).result()).isEqualTo(again);
  }

  @Test
  void read_ofALineThatWasNotWrittenToItsEnd_passesItOver() throws IOException {
    Path file = folder.resolve(TestSplitLooks.FILE);
    LooksFile looks = new LooksFile(file);
    Look one = new Look("2026-01-01T00:00:00Z", "split", "study", "{\"lambda\":0.2}");
    Look two = new Look("2026-01-02T00:00:00Z", "split", "study", "{\"lambda\":0.5}");
    looks.add(one);
    String line = Files.readString(file);
    for (int length = 1; length < line.length() - 2; length++) {
      Files.writeString(file, line + line.substring(0, length));
      assertThat(looks.read()).as("cut at %d", length).containsExactly(one);
    }
    looks.add(two);
    assertThat(looks.read()).containsExactly(one, two);
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void run_withALookThatIsDamaged_namesFileAndLine() throws IOException {
    run(SPEC, ONE, "a");
    Path file = folder.resolve("a").resolve(TestSplitLooks.FILE);
    for (String bad : List.of("{\"time\":7}\n", "no json\n", "\u0000\n", "{}\n")) {
      Files.writeString(file, bad, StandardOpenOption.TRUNCATE_EXISTING);
      Session anew = session("a", ONE, true, false);
      assertThatThrownBy(() -> Study.run(SPEC, new FakeRunner(), anew))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
          .hasMessageContainingAll(file.toString(), "line 1");
    }
  }

  private static Map<String, Dimension> range() {
    return Map.of("lambda", Studies.logUniform(FakeRunner.LAMBDA, 0.01, 10));
  }

  private static TestResult test(StudyResult result) {
    return Objects.requireNonNull(result.test());
  }

  private List<Look> lines(String name) {
    return new LooksFile(folder.resolve(name).resolve(TestSplitLooks.FILE)).read();
  }

  private StudyResult run(StudySpec spec, Map<String, Object> identity, String name) {
    return Study.run(spec, new FakeRunner(), session(name, identity, false, false)).result();
  }

  private Session session(String name, Object identity, boolean anew, boolean again) {
    return new Session(
        folder.resolve(name),
        folder.resolve(TestSplitLooks.FILE),
        identity,
        1,
        anew,
        again,
        Deadline.NONE,
        progress -> {},
        () -> false);
  }

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, other);
    return map;
  }
}
