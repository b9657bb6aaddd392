package org.isotopelm.study.verdict;

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
import org.isotopelm.study.Cases;
import org.isotopelm.study.HandMade;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.verdict.Scope.Length;
import org.isotopelm.words.Phrases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence that a study can say, said of figures of which it is true, and of no others. */
public class SentencesTest {
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
            .map(kind -> kind.split(" ", -1)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(said).isEqualTo(kinds(Finding.class));
  }

  @Test
  void conditions_ofALongerFinalModel_areThoseOfItsOwnPlan() {
    assertThat(conditions(100, 1.2, 100, 1.2)).endsWith("for as many steps, at the same exposure.");
    assertThat(conditions(100, 1.2, 150, 1.8)).endsWith("for 150 steps, at exposure κ = 1.8.");
    // A half-life in epochs, or an exposure that is kept, is another λ at the same exposure.
    assertThat(conditions(100, 1.2, 150, 1.2)).endsWith("for 150 steps, at the same exposure.");
    assertThat(conditions(100, 0, 150, 0)).endsWith("for 150 steps.");
    // Decay in the gradient has no exposure in the plan.
    assertThat(conditions(100, 1.2, 150, Double.NaN)).endsWith("for 150 steps.");
    assertThat(new Scope.Conditions(new Length(1.2, 100), 0.01, null).sentence())
        .endsWith("and 100 steps in each training.");
  }

  @Test
  void unknownTokens_alikeInAllPoints_areSaidOfNone() {
    assertThat(new Doubt.UnknownWords(null, 0.341, false).sentence())
        .startsWith("34.1 % of the held-out tokens stand for unknown text");
    assertThat(new Doubt.UnknownWords("v = 5", 0.5, true).sentence())
        .startsWith("50 % of the held-out tokens of v = 5 stand for unknown text");
  }

  @Test
  void counts_ofOne_haveNoPlural() {
    assertThat(Phrases.count(1, "step")).isEqualTo("1 step");
    assertThat(Phrases.count(4921, "step")).isEqualTo("4,921 steps");
  }

  private static String conditions(
      double steps, double exposure, double last, double lastExposure) {
    return new Scope.Conditions(new Length(exposure, steps), 0.01, new Length(lastExposure, last))
        .sentence();
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
