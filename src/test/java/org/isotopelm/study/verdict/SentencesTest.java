package org.isotopelm.study.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.study.Cases;
import org.isotopelm.study.HandMade;
import org.isotopelm.study.LadderCases;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.verdict.Scope.Length;
import org.isotopelm.words.Phrases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence that a study can say, said of figures of which it is true, and of no others. */
public class SentencesTest {
  private static final Unit NATS = new Unit("nll", "nats per token", "nats", true);

  @TempDir Path folder;

  static Stream<HandMade> cases() {
    return Stream.concat(Cases.all().stream(), LadderCases.all().stream());
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
  void recommendation_comesFirst_withItsFiguresAndItsReason() {
    assertThat(LadderCases.all().getFirst().outcome(folder).result().conclusion())
        .startsWith(
            "The mixture is recommended, and chosen/ is a copy of it: on the test split, scored once,"
                + " it has 1.8624 bits per byte (95 % interval 1.8124 to 1.9124) and a perplexity of"
                + " 48.42 per token (43.82 to 53.52). It is the best of 3 final models: 0.1200 nats"
                + " (95 % interval 0.1000 to 0.1400; p < 0.001) lower than the single model. As the best"
                + " of several on the same text it looks slightly too good. It mixes 3 trainings of an"
                + " LSTM (50 %) with the counted 5-gram (50 %) and a cache of the last 5,000 tokens"
                + " (under 1 %). It has 2.5 MB on disk and scores 5,000 tokens a second here. The counted"
                + " 5-gram alone is 0.0200 nats (95 % interval 0.0000 to 0.0400; p = 0.200) higher than"
                + " the mixture, which may be chance; it lies in counted/, has 1.2 MB and scores 10,000"
                + " tokens a second. A single model with λ = 0 is 0.5200 nats (95 %"
                + " interval 0.5000 to 0.5400; p < 0.001) higher than the mixture. Decay helps:");
  }

  @Test
  void recommendation_whereCountingAloneIsBetter_saysSoFirst() {
    assertThat(LadderCases.all().get(2).outcome(folder).result().conclusion())
        .startsWith(
            "The counted 5-gram alone is better than every final model, so use counted/: on the test"
                + " split, scored once, it has 1.8720 bits per byte (95 % interval 1.8220 to 1.9220) and a"
                + " perplexity of 49.40 per token (44.70 to 54.60). That is 0.1000 nats (95 % interval"
                + " 0.0800 to 0.1200; p < 0.001) lower than the single model. The single model is"
                + " recommended among the others, and chosen/ is a copy of it:")
        .contains(
            " No other final model is better beyond chance, so it is the simplest: the nearest, the"
                + " ensemble of 3, is 0.0100 nats (95 % interval",
            " It is an LSTM. It has ");
  }

  @Test
  void recommendation_ofTheOnlyModel_saysThatItIs() {
    assertThat(new Recommendation.Simplest(null, null).sentence())
        .isEqualTo("It is the only final model.");
  }

  @Test
  void recommendation_ofAModelThatIsNotTheLowest_saysWhyThatOneIsNot() {
    assertThat(new Recommendation.Better(3, false, gap(-0.05, 0.001, 0.002)).sentence())
        .startsWith("It is the best of those final models that are better than the single model")
        .contains(
            ": 0.0500 nats (95 % interval 0.0400 to 0.0600; p = 0.001, corrected 0.002) lower");
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
    assertThat(new Scope.Conditions(new Length(1.2, 100), 0.01, null, 2).sentence())
        .endsWith("and 100 steps in each training.");
    assertThat(new Scope.Conditions(new Length(1.2, 100), 0.01, new Length(3.6, 300), 2).sentence())
        .endsWith(
            ". The final model is trained on more text and 2 times as long (study.final.epochs),"
                + " for 300 steps, at exposure κ = 3.6.");
  }

  @Test
  void ownSetting_isSaidAsItsTestDecides() {
    assertThat(own(-0.05, 0.001, 0.002))
        .isEqualTo(
            "The best point is 0.0500 nats (95 % interval 0.0400 to 0.0600; p = 0.001, corrected"
                + " 0.002) lower than the config's own setting.");
    assertThat(own(0.05, 0.001, 0.001))
        .contains("p = 0.001) higher than the config's own setting.");
    assertThat(own(-0.05, 0.02, 0.06))
        .endsWith("lower than the config's own setting, which may be chance among 3 comparisons.");
    assertThat(own(-0.05, 0.2, 0.6))
        .startsWith("The best point is 0.0500 nats")
        .endsWith("lower than the config's own setting, which may be chance.");
  }

  @Test
  void tooMuch_overMoreDimensions_namesTheZeroItIsComparedWith() {
    Gap gap = gap(0.05, 0.001, 0.002);
    assertThat(
            new AgainstZero.TooMuchHurts(Map.of("lambda", 0.5), Map.of("lambda", 0L), gap)
                .sentence())
        .startsWith("Too much decay hurts: lambda = 0.5 is 0.0500 nats")
        .endsWith("higher than λ = 0.");
    Map<String, Object> zero = new TreeMap<>(Map.of("lambda", 0L, "eta", 0.003));
    Map<String, Object> values = new TreeMap<>(Map.of("lambda", 0.5, "eta", 0.003));
    assertThat(new AgainstZero.TooMuchHurts(values, zero, gap).sentence())
        .endsWith("higher than eta = 0.003, lambda = 0.");
  }

  private static String own(double difference, double p, double corrected) {
    return new AgainstOthers.AgainstOwn(null, gap(difference, p, corrected)).sentence();
  }

  private static Gap gap(double difference, double p, double corrected) {
    List<Double> ci95 = List.of(difference - 0.01, difference + 0.01);
    return new Gap(NATS, difference, false, ci95, p, corrected, 3, 3);
  }

  /** The mean of λ = 0 over two of three cells would not compare with that of the best over all. */
  @Test
  void answer_whereZeroHasFewerCells_namesNoPerplexityOfIt() {
    Winner winner = new Winner(Map.of("lambda", 0.2), 4, NATS, Math.log(50));
    Gap gap = gap(Math.log(0.8), 0.01, 0.03);
    assertThat(new AgainstZero.Helps(new Winner.WithZero(winner, gap, Math.log(62.5))).sentence())
        .startsWith(
            "Decay helps: lambda = 0.2 has the lowest held-out perplexity of 4 points, 50.00 against"
                + " 62.50 at λ = 0 (20.0 % or 0.2231 nats per token lower; 95 % interval 0.2131 to"
                + " 0.2331; p = 0.010, or 0.030 after Holm's correction for 3 comparisons).");
    assertThat(new AgainstZero.Helps(new Winner.WithZero(winner, gap, null)).sentence())
        .contains(", 50.00 (on the 3 cells that λ = 0 has too, 20.0 % or 0.2231 nats per token")
        .contains(" lower than λ = 0; 95 % interval");
  }

  /** The point with the lowest mean is not the lowest of all where λ = 0 is an opponent. */
  @Test
  void answer_whereZeroIsBelowTheBestByChance_beginsWithZero() {
    Winner winner = new Winner(Map.of("lambda", 0.2), 4, NATS, Math.log(50));
    Gap gap = gap(Math.log(1.25), 0.2, 0.6);
    assertThat(
            new AgainstZero.NoBenefit(new Winner.WithZero(winner, gap, Math.log(40)), null)
                .sentence())
        .isEqualTo(
            "Decay did not help: λ = 0 has a held-out perplexity of 40.00, the best of the 4 points"
                + " (lambda = 0.2) 50.00 (25.0 % or 0.2231 nats per token higher; 95 % interval"
                + " 0.2131 to 0.2331; p = 0.200, or 0.600 after Holm's correction for 3"
                + " comparisons).");
    assertThat(new AgainstZero.NoBenefit(new Winner.WithZero(winner, gap, null), null).sentence())
        .startsWith("Decay did not help: lambda = 0.2 has the lowest held-out perplexity of 4")
        .contains("on the 3 cells that λ = 0 has too, 25.0 % or 0.2231 nats per token higher");
  }

  /** Where p alone is significant, it is said which p decides, and against what level. */
  @Test
  void answer_thatMayBeChance_saysWhatDecides() {
    Winner winner = new Winner(Map.of("lambda", 0.2), 4, NATS, Math.log(50));
    Winner.WithZero both =
        new Winner.WithZero(winner, gap(Math.log(1.25), 0.023, 0.069), Math.log(40));
    assertThat(new AgainstZero.MayBeChance(both, null).sentence())
        .startsWith("Decay may hurt, but this may be chance: lambda = 0.2 has")
        .contains("50.00 against 40.00 at λ = 0 (25.0 % or 0.2231 nats per token higher;")
        .endsWith(
            "p = 0.023, or 0.069 after Holm's correction for 3 comparisons). The corrected p"
                + " decides, and it is not below 0.05.");
  }

  @Test
  void points_ofOneDimension_areListedUnderItsName() {
    assertThat(Phrases.points(List.of(Map.of("lambda", 0L), Map.of("lambda", 0.1))))
        .isEqualTo("lambda = 0 and 0.1");
    assertThat(Phrases.points(List.of(Map.of("form", "l2"), Map.of("lambda", 0.1))))
        .isEqualTo("form = l2 and lambda = 0.1");
    assertThat(Phrases.points(Collections.nCopies(7, Map.of("lambda", 0.1)))).isEqualTo("7 points");
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
    return new Scope.Conditions(
            new Length(exposure, steps), 0.01, new Length(lastExposure, last), 1)
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
    assertThat(rows).hasSameSizeAs(cases().toList());
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
