package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.study.verdict.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence that a study can say, said of figures of which it is true, and of no others. */
class SentencesTest {
  @TempDir Path folder;

  static Stream<HandMade> cases() {
    return Cases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findings_ofAJournal_areThoseThatItsFiguresSay(HandMade each) {
    StudyOutcome outcome = each.outcome(folder);
    assertThat(outcome.findings().stream().map(HandMade::kind).collect(Collectors.toSet()))
        .as(outcome.result().conclusion() + "\n" + outcome.result().warnings())
        .isEqualTo(each.said());
    assertThat(outcome.findings())
        .extracting(Finding::sentence)
        .allSatisfy(sentence -> assertThat(sentence).endsWith(".").doesNotContain("null", "NaN"));
  }

  @Test
  void kinds_thatCanBeSaid_allHaveACase() {
    Set<String> said =
        cases()
            .flatMap(each -> each.said().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(said).isEqualTo(kinds(Finding.class));
  }

  /** What the cases say, for people to read; it goes where the build puts what it made. */
  @Test
  void cases_asATable_haveARowEach() throws IOException {
    Set<String> kinds = kinds(Finding.class);
    List<String> rows = cases().map(each -> each.markdown(each.outcome(folder), kinds)).toList();
    Path file = Path.of("target", "sentences.md");
    Files.writeString(
        file,
        "| case | nll by cell | said | not said |\n|:--|:--|:--|:--|\n" + String.join("", rows));
    assertThat(file).isNotEmptyFile();
    assertThat(rows).hasSameSizeAs(Cases.all());
  }

  /** The records under a sealed interface. */
  private static Set<String> kinds(Class<?> sealed) {
    Class<?>[] below = sealed.getPermittedSubclasses();
    return below == null
        ? new TreeSet<>(Set.of(sealed.getSimpleName()))
        : Arrays.stream(below)
            .flatMap(each -> kinds(each).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
