package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.survey.Survey;
import org.isotopelm.survey.TextKind;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  /** Of every network; 100 steps a pass. */
  private static final TrainingPace PACE = new TrainingPace(0.5, 0.01, 5e-6, 1000, 100_000);

  static Survey survey(long bytes, boolean stream) {
    SplitSpec split = new SplitSpec(stream ? 0.1 : 0, 0.1, 1, stream, List.of(), List.of());
    DataSpec data = DataSpec.of(List.of("a.txt"), null, split);
    return new Survey(
        data,
        TextKind.PROSE,
        "blank lines end documents",
        List.of(),
        1,
        bytes,
        stream ? 1 : 400,
        bytes / 400,
        stream,
        80,
        Map.of("LATIN", 1.0),
        0,
        List.of());
  }

  private static List<Decision> of(long bytes, boolean stream, int minutes, TrainingPace pace) {
    return ruled(bytes, stream, minutes, pace).decisions();
  }

  private static Rules.Ruled ruled(long bytes, boolean stream, int minutes, TrainingPace pace) {
    return Rules.of(survey(bytes, stream), new TimeBudget(minutes, 3, 2), asked -> pace);
  }

  @Test
  void of_aTextTooLongForTheTime_saysHowManyMinutesAreEnough() {
    // A pass takes 450 s of a thread; the network of the mixture would see a tenth of it.
    TrainingPace slow = new TrainingPace(0.5, 0.045, 5e-6, 10, 100_000);
    List<String> doubts = ruled(1_000_000, false, 2, slow).doubts();
    assertThat(doubts).hasSize(1);
    assertThat(doubts.getFirst())
        .matches(
            "the final network will see only [0-9.]+ % of its training text in 2 min, so it learns"
                + " little, and .*; in (15|20|30) minutes one would see all of the text once");
    int enough = Integer.parseInt(doubts.getFirst().replaceAll(".* in (\\d+) minutes one.*", "$1"));
    assertThat(ruled(1_000_000, false, enough, slow).doubts()).isEmpty();
    assertThat(ruled(1_000_000, false, 10, PACE).doubts()).isEmpty();
    assertThat(ruled(1_000_000, false, 2, PACE.times(1e6)).doubts().getFirst())
        .endsWith("give more minutes, or less text");
  }

  private static Object value(List<Decision> decisions, String path) {
    return decisions.stream()
        .filter(each -> each.path().equals(path))
        .map(Decision::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no decision of " + path));
  }

  private static Object part(List<Decision> decisions, String path, String key) {
    return Objects.requireNonNull(((Map<?, ?>) value(decisions, path)).get(key));
  }

  private static Object ownLambda(List<Decision> decisions) {
    List<?> groups = (List<?>) value(decisions, "optimizer.decay");
    return Objects.requireNonNull(((Map<?, ?>) groups.getLast()).get("lambda"));
  }

  @ParameterizedTest
  @CsvSource({"33_000, 1", "33_000, 60", "1_000_000, 1", "1_000_000, 10", "30_000_000, 1"})
  void of_anyText_givesEachDecisionAReasonOnOneLine(String bytes, int minutes) {
    List<Decision> decisions = of(Long.parseLong(bytes.replace("_", "")), false, minutes, PACE);
    assertThat(decisions)
        .extracting(Decision::path)
        .doesNotHaveDuplicates()
        .doesNotContain("study.budget");
    assertThat(decisions)
        .allSatisfy(
            each -> assertThat(each.reason()).hasSizeBetween(10, 100).doesNotContain("#", "\n"));
  }

  @Test
  void of_fewTrials_searchesLambdaByExposure() {
    List<Decision> decisions = of(1_000_000, false, 1, PACE.times(2));
    double peak = (Double) part(decisions, "optimizer.learning_rate", "peak");
    double epochs = (Double) value(decisions, "train.epochs");
    // Half of the text is trained on: 50 steps a pass, at half the peak on average.
    double rates = Math.ceil(epochs * 50) * peak / 2;
    // A final training is four times as long and on all of the text: exposure grows by this.
    double growth = Math.pow(8, 0.527);
    List<?> values = (List<?>) part(decisions, "study.space.lambda", "values");
    assertThat(values).hasSize(4);
    assertThat(part(decisions, "study.final", "epochs")).isEqualTo(4);
    assertThat(value(decisions, "study.hold")).isEqualTo("tokens");
    assertThat((Double) values.get(0)).isZero();
    // Of a final network that sees its text less than four times.
    assertThat(epochs * 4).isLessThan(4);
    assertThat((Double) values.get(1) * rates * growth).isCloseTo(0.1, within(0.005));
    assertThat((Double) values.get(3) * rates * growth).isCloseTo(1, within(0.05));
    assertThat(values.get(2)).isEqualTo(ownLambda(decisions));
  }

  @ParameterizedTest
  @CsvSource({"5_000", "33_000", "1_000_000", "30_000_000"})
  void of_machineTooBusyForANetwork_counts(String bytes) {
    List<Decision> decisions = of(Long.parseLong(bytes.replace("_", "")), false, 1, PACE.times(99));
    assertThat(part(decisions, "model", "kind")).isEqualTo("ngram");
    assertThat(decisions)
        .extracting(Decision::path)
        .doesNotHaveDuplicates()
        .noneMatch(path -> path.startsWith("train.") || path.startsWith("optimizer."))
        .contains("tokenizer", "study.folds");
    assertThat(part(decisions, "study.final", "mix")).isEqualTo(true);
    assertThat(decisions).allSatisfy(each -> assertThat(each.reason()).hasSizeBetween(10, 100));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 5, 7, 9, 12, 30})
  void of_anyPace_trainsNoNetworkForLessThan300Steps(double slowness) {
    List<Decision> decisions = of(300_000, false, 1, PACE.times(slowness));
    if (part(decisions, "model", "kind").equals("lstm")) {
      double epochs = (Double) value(decisions, "train.epochs");
      int times =
          value(decisions, "study.final") instanceof Map<?, ?> finals
                  && finals.get("epochs") instanceof Integer longer
              ? longer
              : 1;
      assertThat(epochs * times * 100).isGreaterThan(290);
    } else {
      assertThat(slowness).isGreaterThan(3);
    }
  }

  @Test
  void of_machineTooBusyForANetwork_saysHowManyMinutesAreEnough() {
    List<String> doubts = ruled(1_000_000, false, 2, PACE.times(99)).doubts();
    assertThat(doubts).hasSize(1);
    assertThat(doubts.getFirst())
        .matches(
            "no network is trained, because 2 min are too short .*; in \\d+ minutes one would .*");
  }

  /** The first figure is of code that is not compiled yet. */
  @Test
  void of_slowFirstMeasurement_asksForASecond() {
    List<TrainingPace> paces = new ArrayList<>(List.of(PACE.times(99), PACE));
    List<Decision> decisions =
        Rules.of(survey(300_000, false), new TimeBudget(1, 3, 2), asked -> paces.removeFirst())
            .decisions();
    assertThat(paces).isEmpty();
    assertThat(part(decisions, "model", "kind")).isEqualTo("lstm");
  }

  @Test
  void limit_afterALongLook_leavesTimeForAModel() {
    assertThat(new TimeBudget(1, 300, 2).limit()).isEqualTo(new TimeLimit(1, 0.6));
    assertThat(new TimeBudget(10, 0, 2).limit()).isEqualTo(new TimeLimit(10, 10.5));
  }

  @Test
  void of_oneDocument_hasOneFoldAndNoSplitOfItsOwn() {
    List<Decision> decisions = of(300_000, true, 10, PACE);
    assertThat(value(decisions, "study.folds")).isEqualTo(1);
    assertThat(decisions).extracting(Decision::path).noneMatch(path -> path.startsWith("data."));
  }

  @ParameterizedTest
  @CsvSource({
    "34_000, 300",
    "140_000, 512",
    "200_000, 1024",
    "1_000_000, 2048",
    "30_000_000, 4096"
  })
  void of_moreText_hasMoreTokens(String bytes, int vocabulary) {
    // In one minute 3 MB of the last one are used.
    List<Decision> decisions = of(Long.parseLong(bytes.replace("_", "")), false, 1, PACE);
    assertThat(part(decisions, "tokenizer", "vocabulary")).isEqualTo(vocabulary);
  }

  @Test
  void after_secondsOfMeasuring_leavesLess() {
    TimeBudget budget = new TimeBudget(2, 3, 2).after(7);
    assertThat(budget.seconds()).isCloseTo(120 * 0.95 - 10, within(1e-9));
    assertThat(budget.limit().ofStudy()).isCloseTo(1.93, within(1e-9));
  }

  @Test
  void of_muchText_usesAPartOfItAndOneFold() {
    List<Decision> decisions = of(30_000_000, false, 1, PACE);
    // 3 MB of training text; the test split is a tenth.
    assertThat(part(decisions, "data.limit", "bytes")).isEqualTo(3_333_333L);
    assertThat(value(decisions, "study.folds")).isEqualTo(1);
    assertThat(value(decisions, "data.split.validation")).isEqualTo(0.1);
    assertThat(of(3_000_000, false, 2, PACE))
        .extracting(Decision::path)
        .doesNotContain("data.limit");
  }

  @Test
  void of_muchTime_buysMembersTrialsAndFolds() {
    List<Decision> decisions = of(33_000, false, 60, PACE);
    assertThat(part(decisions, "study.search", "kind")).isEqualTo("gp");
    assertThat(value(decisions, "study.try_first"))
        .isEqualTo(List.of(Map.of("lambda", ownLambda(decisions))));
    assertThat(value(decisions, "study.folds")).isEqualTo(5);
    assertThat(part(decisions, "study.final", "members")).isEqualTo(8);
  }

  @Test
  void of_anyText_measuresAtMostTwice() {
    for (int minutes : List.of(1, 10, 60)) {
      List<Object> measured = new ArrayList<>();
      Rules.of(
          survey(1_000_000, false),
          new TimeBudget(minutes, 3, 2),
          asked -> {
            measured.add(value(asked, "model"));
            return PACE.times(minutes);
          });
      assertThat(measured).hasSizeBetween(1, 2);
    }
  }
}
