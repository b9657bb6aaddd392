package org.isotopelm.optim.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.Fixtures;
import org.isotopelm.optim.Fixtures.RuleBuilder;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.explain.Equivalents.Deeplearning4j;
import org.isotopelm.optim.explain.Explanation.Entry;
import org.isotopelm.optim.explain.Explanation.HalfLife;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Initial;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ExplanationTest {
  private static final double LN2 = 0.6931471805599453;
  private static final Offset<Double> CLOSE = within(1e-12);

  /** η = 0.01 at all of 400 steps, 100 steps an epoch, 256 tokens a step. */
  private static final Horizon HORIZON = Fixtures.constant(1e-2, 400);

  private static final DecayRule REST = rule("rest").lambda(0).build();

  private static Explanation explain(Horizon horizon, DecayRule... rules) {
    return Fixtures.explain(horizon, rules);
  }

  private static Entry only(RuleBuilder rule) {
    return explain(HORIZON, rule.build()).decay().getFirst();
  }

  @Test
  void of_decoupled_exposureHalfLifeAndTimescaleAreThoseByHand() {
    Entry entry = only(rule("all").lambda(0.5));
    assertThat(entry.form()).isEqualTo("decoupled");
    assertThat(entry.exposure()).isCloseTo(400 * 0.01 * 0.5, CLOSE);
    assertThat(entry.timescaleSteps()).isCloseTo(200, CLOSE);
    assertThat(entry.timescaleEpochs()).isCloseTo(2, CLOSE);
    assertThat(entry.halfLife().steps()).isCloseTo(200 * LN2, within(1e-9));
    assertThat(entry.halfLife().epochs()).isCloseTo(2 * LN2, CLOSE);
    assertThat(entry.halfLife().tokens()).isCloseTo(256 * 200 * LN2, within(1e-8));
    assertThat(entry.pytorchWeightDecay()).isEqualTo(0.5);
  }

  @Test
  void of_independent_doesNotKnowTheLearningRate() {
    Entry entry = only(rule("all").lambda(0.002).form("independent").factor(0.5));
    assertThat(entry.exposure()).isCloseTo(400 * 0.002, CLOSE);
    assertThat(entry.timescaleSteps()).isCloseTo(500, within(1e-9));
    assertThat(entry.pytorchWeightDecay()).isCloseTo(0.002 / (0.5 * 0.01), CLOSE);
  }

  @Test
  void of_learningRateFactor_slowsDecoupledDecay() {
    Entry entry = only(rule("all").lambda(0.5).factor(0.25));
    assertThat(entry.exposure()).isCloseTo(0.5, CLOSE);
    assertThat(entry.timescaleSteps()).isCloseTo(800, within(1e-9));
    assertThat(entry.pytorchWeightDecay()).isEqualTo(0.5);
    assertThat(entry.learningRateFactor()).isEqualTo(0.25);
  }

  @Test
  void of_l2_hasNoRateOfItsOwn() {
    Entry entry = only(rule("all").lambda(0.5).form("l2"));
    assertThat(entry.exposure()).isNull();
    assertThat(entry.timescaleSteps()).isNull();
    assertThat(entry.halfLife()).isEqualTo(new HalfLife(null, null, null));
    assertThat(entry.coupling()).isNull();
    assertThat(entry.equivalents()).isEqualTo(new Equivalents(0.5, null, null));
  }

  @Test
  void of_lambdaZero_neverHalves() {
    Explanation explanation = explain(HORIZON, rule("all").form("none").build());
    Entry entry = explanation.decay().getFirst();
    assertThat(entry.lambda()).isZero();
    assertThat(entry.exposure()).isZero();
    assertThat(entry.halfLife().steps()).isNull();
    assertThat(entry.timescaleSteps()).isNull();
    assertThat(entry.pytorchWeightDecay()).isZero();
  }

  /** η_peak·factor = 0.01·0.5 turns λ of the paper into PyTorch's, and back. */
  @ParameterizedTest
  @CsvSource({"decoupled, 0.4, 0.4, 0.002", "independent, 0.002, 0.4, 0.002", "decoupled, 0, 0, 0"})
  void of_weightsSide_equivalentsAreThoseByHand(
      String form, double lambda, double torch, double paper) {
    Entry entry = only(rule("all").lambda(lambda).form(form).factor(0.5));
    Equivalents equivalents = Objects.requireNonNull(entry.equivalents());
    assertThat(equivalents.pytorch()).isCloseTo(torch, CLOSE);
    assertThat(equivalents.adamwPaper()).isCloseTo(paper, CLOSE);
    Deeplearning4j own = Objects.requireNonNull(equivalents.deeplearning4j());
    assertThat(own.weightDecay()).isCloseTo(torch, CLOSE);
    assertThat(own.applyLearningRate()).isTrue();
    assertThat(entry.pytorchWeightDecay()).isEqualTo(equivalents.pytorch());
  }

  @ParameterizedTest
  @CsvSource({"sgd, SGD 0.001", "adam, Adam 0.001", "lion, –"})
  void of_l2_isTheWeightDecayOfPyTorchsOptimizersThatHaveItInTheGradient(
      String kind, String shown) {
    DecayRule rule = rule("all").lambda(0.001).form("l2").build();
    ObjectNode optimizer = (ObjectNode) Json.mapper().readTree("{\"kind\": \"" + kind + "\"}");
    Explanation explanation = Explanation.of(optimizer, Fixtures.plan(HORIZON, rule), HORIZON);
    assertThat(DecayTable.lines(explanation, 80).get(2)).endsWith(shown);
  }

  @Test
  void of_constant_onlyDeeplearning4jHasIt() {
    Entry entry = only(rule("all").lambda(0.002).form("constant"));
    assertThat(entry.equivalents())
        .isEqualTo(new Equivalents(null, null, new Deeplearning4j(0.002, false)));
    assertThat(entry.timescaleSteps()).isCloseTo(500, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"corrected", "cautious", "l2_init", "to_one", "stable"})
  void of_formsThatNoOtherProgramHas_noEquivalents(String form) {
    assertThat(only(rule("all").lambda(0.1).form(form)).equivalents())
        .isEqualTo(new Equivalents(null, null, null));
  }

  @Test
  void of_lambdaThatChanges_noEquivalents() {
    Entry entry = only(rule("all").lambda(0.1).schedule(new LambdaSchedule.Cosine(0)));
    assertThat(entry.equivalents()).isEqualTo(new Equivalents(null, null, null));
    assertThat(entry.lambdaSchedule()).isEqualTo(new LambdaSchedule.Cosine(0));
  }

  @Test
  void of_independentWithoutLearningRate_onlyThePaperHasIt() {
    Entry entry = only(rule("all").lambda(0.002).form("independent").factor(0));
    assertThat(entry.equivalents()).isEqualTo(new Equivalents(null, 0.002, null));
  }

  @Test
  void of_cosineWithWarmup_exposureIsTheSumOfRates() {
    // Warm-up 2 of 6, floor 0.1: s = ½, 1, then 0.1 + 0.45(1 + cos(kπ/4)), k = 1 … 4, whose cosines
    // sum to −1: Σs = 1.5 + 4·0.55 − 0.45 = 3.25.
    Horizon horizon =
        new Horizon(Schedule.of(Fixtures.rate(0.02, ScheduleKind.COSINE, "2", 0.1), 6), 3, 10);
    Entry decoupled = explain(horizon, rule("all").lambda(2).build()).decay().getFirst();
    assertThat(decoupled.exposure()).isCloseTo(2 * 0.02 * 3.25, CLOSE);
    Entry independent =
        explain(horizon, rule("all").lambda(0.1).form("independent").build()).decay().getFirst();
    assertThat(independent.exposure()).isCloseTo(0.1 * 3.25, CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"decoupled, 1", "decoupled, 0.25", "independent, 1", "independent, 0.25"})
  void of_halfLifeExposureTimescale_resolveToWhatWasAskedFor(String form, double factor) {
    RuleBuilder rule = rule("all").form(form).factor(factor);
    assertThat(only(rule.halfLife(500.0, null, null)).halfLife().steps())
        .isCloseTo(500, within(1e-9));
    assertThat(only(rule.halfLife(null, 4.0, null)).halfLife().epochs()).isCloseTo(4, CLOSE);
    assertThat(only(rule.halfLife(null, null, 9e4)).halfLife().tokens())
        .isCloseTo(9e4, within(1e-6));
    RuleBuilder other = rule("all").form(form).factor(factor);
    assertThat(only(other.exposure(2)).exposure()).isCloseTo(2, CLOSE);
    RuleBuilder third = rule("all").form(form).factor(factor);
    assertThat(only(third.timescale(300)).timescaleSteps()).isCloseTo(300, within(1e-9));
  }

  @Test
  void plan_lambdaCannotBeHad_saysWhy() {
    assertProblem(rule("g").form("l2").halfLife(5.0, null, null), "half_life", "gradients decide");
    assertProblem(rule("g").form("l2").exposure(2), "exposure", "give lambda");
    assertProblem(rule("g").form("none").lambda(0.5), "lambda", "form none has no λ");
    assertProblem(rule("g").lambda(-0.1), "lambda", "-0.1 is negative");
    assertProblem(rule("g").lambda(Double.NaN), "lambda", "NaN is not possible");
    assertProblem(rule("g").halfLife(0.0, null, null), "half_life", "λ = Infinity");
    assertProblem(rule("g").exposure(-1), "exposure", "λ = -");
    LambdaSchedule antiphase = new LambdaSchedule.Antiphase(); // 1 − s is 0 under a constant η
    assertProblem(rule("g").exposure(0).schedule(antiphase), "exposure", "is 0 in each step");
    assertProblem(rule("g").exposure(2).schedule(antiphase), "exposure", "another lambda_schedule");
    assertProblem(rule("g").exposure(2).factor(0), "exposure", "learning_rate_factor over 0");
    assertProblem(rule("g").timescale(9).factor(0), "timescale", "λ = Infinity");
  }

  @Test
  void rule_strengthNotGivenOrGivenTwice_isRefused() {
    assertRefused(() -> rule("g").form("l2").build((Double) null), ".g: group g does not say how");
    assertRefused(
        () -> rule("g").lambda(1).exposure(1).build(), ".g: group g has lambda and exposure; give");
    assertRefused(() -> rule("g").factor(-1).build(), ".g.learning_rate_factor: -1.0 is not a");
  }

  private static void assertRefused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("optimizer.decay" + words);
  }

  private static void assertProblem(RuleBuilder rule, String key, String words) {
    assertProblem(rule.build(), key, words);
  }

  private static void assertProblem(DecayRule rule, String key, String words) {
    ProblemException error =
        catchThrowableOfType(ProblemException.class, () -> explain(HORIZON, rule));
    assertThat(error.problems()).hasSize(1);
    Problem problem = error.problems().getFirst();
    assertThat(problem.path()).isEqualTo("optimizer.decay.0." + key);
    assertThat(problem.message()).contains(words);
  }

  @Test
  void of_decayThatCannotActOrErases_warns() {
    Explanation explanation =
        explain(
            HORIZON,
            rule("weak").roles(Role.ATTENTION).lambda(0.01).build(), // κ = 0.04
            rule("just").roles(Role.HEAD).lambda(0.0126).build(), // κ = 0.0504
            rule("strong").roles(Role.FEED_FORWARD).lambda(80).build(), // η·τ = 0.0125
            rule("long").roles(Role.TOKEN_EMBEDDING).lambda(49.9).build(), // η·τ = 0.02004
            rule("rest").lambda(0).build());
    assertThat(explanation.warnings()).hasSize(2);
    assertThat(explanation.warnings().get(0)).contains("'weak'", "0.04", "3.921 %", "lambda: 0");
    assertThat(explanation.warnings().get(1))
        .contains(
            "'strong'", "erases the model", "from zero than η/(c·λ) = 0.0125", "to 50 or less");
  }

  @ParameterizedTest
  @CsvSource({"11.1, true", "9.9, false"})
  void of_gradientDescent_erasesByItsTimescale(double lambda, boolean warned) {
    DecayRule head = rule("head").roles(Role.HEAD).lambda(lambda).build(); // τ = 9.01 and 10.1
    ObjectNode sgd = (ObjectNode) Json.mapper().readTree("{\"kind\": \"sgd\"}");
    List<String> warnings =
        Explanation.of(sgd, Fixtures.plan(HORIZON, head, REST), HORIZON).warnings();
    assertThat(warnings).hasSize(warned ? 1 : 0);
    assertThat(warnings).allMatch(each -> each.contains("within 9.009 steps of gradient descent"));
    assertThat(explain(HORIZON, head, REST).warnings()).isEmpty();
  }

  @Test
  void of_decayThatHoldsGainsAtOne_doesNotSayErases() {
    Explanation explanation =
        explain(
            HORIZON, rule("gains").roles(Role.NORM_GAIN).lambda(80).form("to_one").build(), REST);
    assertThat(explanation.warnings())
        .singleElement()
        .asString()
        .contains("'gains'", "holds weights at their target", "learns little in", "to 50 or less");
  }

  /** κ = 30 at 0.3 of an epoch of 100 steps: as strong as the public optima, which help. */
  @Test
  void of_largeExposureOverManyEpochs_erasesNothing() {
    Horizon horizon =
        new Horizon(Schedule.of(Fixtures.rate(1e-2, ScheduleKind.CONSTANT, "0", 0), 900), 100, 256);
    Explanation explanation =
        explain(horizon, rule("head").roles(Role.HEAD).timescale(30).build(), REST);
    assertThat(explanation.decay().getFirst().exposure()).isCloseTo(30, within(1e-9));
    assertThat(explanation.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NORM_GAIN, NORM_GAIN, decays norm gains towards zero, set lambda: 0",
    "BIAS, BIAS, 'decays biases towards zero: biases are too few', set lambda: 0",
    "NORM_GAIN, BIAS, decays norm gains and biases towards zero, set lambda: 0",
    "BIAS, HEAD, decays biases towards zero, 'put a group with roles: [norm_gain, bias]'",
  })
  void of_gainsOrBiasesThatDecay_warns(Role one, Role other, String found, String remedy) {
    for (String form : List.of("decoupled", "l2")) {
      Explanation explanation =
          explain(HORIZON, rule("g").roles(one, other).lambda(0.5).form(form).build(), REST);
      assertThat(explanation.warnings())
          .singleElement()
          .asString()
          .startsWith("group 'g': ")
          .contains(found, remedy);
    }
  }

  @Test
  void of_tiedEmbeddingThatDecays_warns() {
    ParameterSet.Builder tied = ParameterSet.builder();
    tied.add("embedding.weight", Role.TOKEN_EMBEDDING, -1, new Initial.Normal(0.5), 7, 4);
    tied.add("hidden.weight", Role.FEED_FORWARD, -1, new Initial.Normal(0.5), 4, 4);
    DecayRule own = rule("own").roles(Role.TOKEN_EMBEDDING).lambda(0.5).build();
    DecayRule all = rule("all").lambda(0.5).build();
    assertThat(Fixtures.explain(HORIZON, tied.build(), own, REST).warnings())
        .singleElement()
        .asString()
        .contains("'own'", "(tied)", "search its lambda apart", "model.tied: false");
    assertThat(Fixtures.explain(HORIZON, tied.build(), all).warnings())
        .singleElement()
        .asString()
        .contains("'all'", "(tied)", "put a group with roles: [token_embedding]");
    assertThat(explain(HORIZON, own, REST).warnings()).isEmpty();
  }

  /** With η = 0.01 a step multiplies weights by 1 − λ/100. */
  @ParameterizedTest
  @CsvSource({
    "1e6, 'c·λ is 10,000 at', 'enlarges them, so training will diverge; use a lambda under 200'",
    "250, 'c·λ is 2.5 at', 'enlarges them, so training will diverge; use a lambda under 200'",
    "150, 'c·λ is 1.5 at', 'overshoots: each step changes the sign of weights; use a lambda under 100'"
  })
  void of_stepTurnsWeightsOver_warnsAndHasNoHalfLife(double lambda, String found, String words) {
    Explanation explanation =
        explain(HORIZON, rule("head").roles(Role.HEAD).lambda(lambda).build(), REST);
    assertThat(explanation.warnings()).singleElement().asString().contains(found, words);
    assertThat(explanation.decay().getFirst().halfLife()).isEqualTo(new HalfLife(null, null, null));
    assertThat(DecayTable.lines(explanation, 100).get(2)).contains(" none ");
  }

  /**
   * Independent decay of λ = 0.5 at η = 0.01 for 400 steps: c_t = 1, so λ_t is the rate. Its bound
   * on weights is 0.01 divided by the largest.
   */
  @Test
  void of_lambdaThatRises_warnsByItsLargest() {
    assertThat(head(0.5, new LambdaSchedule.Linear(1000)))
        .contains("c_t·λ_t reaches 500, over 2", "use a lambda under 0.002");
    assertThat(head(0.5, new LambdaSchedule.Rising(3)))
        .contains("c_t·λ_t reaches 1.5, over 1", "use a lambda under 0.3333");
    assertThat(head(0.125, new LambdaSchedule.Linear(8)))
        .contains("η/(c_t·λ_t) = 0.01,", "to 0.0625 or less");
  }

  private static String head(double lambda, LambdaSchedule schedule) {
    DecayRule head =
        rule("head").roles(Role.HEAD).lambda(lambda).form("independent").schedule(schedule).build();
    return String.join("", explain(HORIZON, head, REST).warnings());
  }

  /**
   * η = 0.01 at all of 400 steps of independent decay: c = 1, κ = 400·λ, an epoch has 100 steps.
   */
  @Test
  void of_tooStrong_remedyIsInTheConfigsUnitAndScale() {
    // λ = 1e12/√400: a rate of 2 is λ_n = 2·20.
    assertThat(remedy(rule("head").lambda(1e12).form("normalized")))
        .endsWith("will diverge; use a lambda under 40");
    assertThat(remedy(rule("head").form("independent").exposure(600)))
        .endsWith("use an exposure under 400");
    assertThat(remedy(rule("head").form("independent").timescale(0.4)))
        .endsWith("use a timescale over {steps: 0.5}");
    assertThat(remedy(rule("head").form("independent").halfLife(null, LN2 / 400, null)))
        .endsWith("use a half_life over {epochs: 0.003466}");
    // η/λ = 0.01 is half of the least 0.02.
    assertThat(remedy(rule("head").lambda(20).form("normalized")))
        .endsWith("lower lambda, to 10 or less");
    assertThat(remedy(rule("head").form("independent").timescale(1)))
        .endsWith("raise timescale, to {steps: 2} or more");
    assertThat(remedy(rule("head").form("independent").exposure(0.04)))
        .endsWith("raise exposure or give lambda: 0 instead of exposure");
    assertThat(remedy(rule("head").form("independent").timescale(10_000)))
        .endsWith("lower timescale, train longer, or give lambda: 0 instead of timescale");
  }

  private static String remedy(RuleBuilder rule) {
    List<String> warnings = explain(HORIZON, rule.roles(Role.HEAD).build(), REST).warnings();
    return warnings.getFirst();
  }

  /** With λ·(1 − s), c_t·λ_t is s(1 − s)·λ, which is a quarter of λ at most. */
  @Test
  void of_antiphase_warnsByItsLargestNotByThePeak() {
    Horizon falling =
        new Horizon(Schedule.of(Fixtures.rate(1, ScheduleKind.LINEAR, "0", 0), 400), 100, 256);
    RuleBuilder rule = rule("head").roles(Role.HEAD).form("independent");
    rule.schedule(new LambdaSchedule.Antiphase());
    assertThat(explain(falling, rule.lambda(1.5).build(), REST).warnings()).isEmpty();
    assertThat(explain(falling, rule.lambda(6).build(), REST).warnings())
        .singleElement()
        .asString()
        .contains("c_t·λ_t reaches 1.5, over 1", "use a lambda under 4");
  }

  /** The last run whose coefficients are summed, and the first whose sum has a closed form. */
  @ParameterizedTest
  @EnumSource
  void exposure_ofALongRun_goesOnWhereTheSumEnds(ScheduleKind kind) {
    long last = 1 << 20;
    LearningRate rate = new LearningRate(1e-3, kind, "5000", 0.1, "90000");
    double summed = exposure(Schedule.of(rate, last));
    double closed = exposure(Schedule.of(rate, last + 1));
    double more = 1e-3 * (kind == ScheduleKind.LINEAR || kind == ScheduleKind.COSINE ? 0.55 : 1);
    assertThat(closed - summed).isCloseTo(more, within(1e-7));
  }

  /** 10⁹ steps of half a cosine from 1e-9 to 0: κ = λ·η·(S−1)/2. */
  @Test
  void exposure_ofABillionSteps_isWhatHandComputes() {
    LearningRate rate = new LearningRate(1e-9, ScheduleKind.COSINE, "0", 0, "20%");
    assertThat(exposure(Schedule.of(rate, 1_000_000_000))).isCloseTo(0.5, within(1e-9));
  }

  private static double exposure(Schedule schedule) {
    return Objects.requireNonNull(
        explain(new Horizon(schedule, 100, 256), rule("all").lambda(1).build())
            .decay()
            .getFirst()
            .exposure());
  }

  @Test
  void of_lambdaZeroEverywhere_warns() {
    Explanation none =
        explain(
            HORIZON,
            rule("biases").roles(Role.BIAS).form("none").build(),
            rule("rest").lambda(0).build());
    assertThat(none.warnings()).singleElement().asString().startsWith("no group decays: λ is 0");
    Explanation some =
        explain(
            HORIZON,
            rule("vectors").roles(Role.BIAS, Role.NORM_GAIN).lambda(0).build(),
            rule("rest").lambda(0.1).build());
    assertThat(some.warnings()).isEmpty();
  }

  @Test
  void json_hasTheDocumentedKeysAndReadsBack() {
    Explanation explanation =
        explain(
            HORIZON,
            rule("gains").roles(Role.NORM_GAIN, Role.BIAS).lambda(0).build(),
            rule("rest").lambda(0.1).build());
    String json = Json.mapper().writeValueAsString(explanation);
    JsonNode node = Json.mapper().readTree(json);
    assertThat(node.propertyNames())
        .containsExactly("steps", "parameters", "plan_hash", "optimizer", "warnings", "decay");
    JsonNode gains = node.get("decay").get(0);
    assertThat(gains.propertyNames())
        .containsExactly(
            "group",
            "rule",
            "tensors",
            "parameters",
            "form",
            "side",
            "coupling",
            "mask",
            "target",
            "lambda_schedule",
            "lambda",
            "exposure",
            "half_life",
            "timescale_steps",
            "timescale_epochs",
            "pytorch_weight_decay",
            "equivalents",
            "learning_rate_factor");
    assertThat(gains.get("half_life").get("steps").isNull()).isTrue();
    assertThat(node.get("parameters").asLong()).isEqualTo(Fixtures.parameters().count());
    assertThat(Json.mapper().readValue(json, Explanation.class)).isEqualTo(explanation);
  }

  @Test
  void differencesFrom_anotherPlan_namesGroupsAndValues() {
    Explanation saved =
        explain(
            HORIZON,
            rule("gains").roles(Role.NORM_GAIN).lambda(0).build(),
            rule("old").roles(Role.HEAD).lambda(0).build(),
            rule("rest").lambda(0.3).build());
    Explanation now =
        explain(
            HORIZON,
            rule("gains").roles(Role.NORM_GAIN).form("none").factor(0.5).build(),
            rule("new").match("head*").lambda(0).build(),
            rule("rest").lambda(0.1).build());
    assertThat(sentences(now, saved))
        .containsExactly(
            "group old: is missing",
            "group gains: form was decoupled, is now none",
            "group gains: learning_rate_factor was 1.0, is now 0.5",
            "group new: is new",
            "group rest: lambda was 0.3, is now 0.1");
    assertThat(sentences(now, now)).isEmpty();
  }

  @Test
  void differencesFrom_tensorsMoved_namesThem() {
    Explanation saved = explain(HORIZON, rule("a").roles(Role.HEAD).build(), rule("rest").build());
    Explanation now =
        explain(HORIZON, rule("a").roles(Role.TOKEN_EMBEDDING).build(), rule("rest").build());
    assertThat(sentences(now, saved).getFirst())
        .isEqualTo("group a: tensors were [head.weight], are now [embedding.weight]");
  }

  private static List<String> sentences(Explanation now, Explanation saved) {
    return now.differencesFrom(saved).stream().map(Explanation.Difference::sentence).toList();
  }

  @Test
  void differencesFrom_anotherFormula_namesPresetsPartsAndSchedules() {
    Explanation saved = explain(HORIZON, rule("all").build());
    assertThat(sentences(explain(HORIZON, rule("all").form("cautious").build()), saved))
        .containsExactly("group all: form was decoupled, is now cautious");
    Explanation custom =
        explain(HORIZON, rule("all").mask(Mask.CAUTIOUS).target(Target.INITIAL).build());
    assertThat(sentences(custom, saved))
        .containsExactly(
            "group all: form was decoupled, is now custom",
            "group all: mask was all, is now cautious",
            "group all: target was zero, is now initial");
    Explanation falling =
        explain(HORIZON, rule("all").schedule(new LambdaSchedule.Cosine(0.5)).build());
    assertThat(sentences(falling, saved))
        .containsExactly(
            "group all: lambda_schedule was {kind: constant}, is now {kind: cosine, to: 0.5}");
    Explanation byParts = explain(HORIZON, rule("all").mask(Mask.ALL).build());
    assertThat(sentences(byParts, saved)).isEmpty();
  }

  /** plan.json as Isotope 0.1.0 wrote it: no optimizer, and of a formula only its preset. */
  private static final String OLD_PLAN =
      """
      {
        "steps" : 400,
        "parameters" : 204,
        "plan_hash" : "0f",
        "warnings" : [ ],
        "decay" : [ {
          "group" : "vectors",
          "rule" : "norm_gain bias",
          "tensors" : [ "block.0.norm.gain", "block.0.mlp.bias", "block.1.norm.gain", "block.1.mlp.bias" ],
          "parameters" : 18,
          "form" : "none",
          "lambda" : 0.0,
          "exposure" : 0.0,
          "half_life" : {
            "steps" : null,
            "epochs" : null,
            "tokens" : null
          },
          "timescale_steps" : null,
          "pytorch_weight_decay" : 0.0,
          "learning_rate_factor" : 1.0
        }, {
          "group" : "matrices",
          "rule" : "matrix",
          "tensors" : [ "block.0.attention.weight", "block.0.mlp.weight", "block.1.attention.weight", "block.1.mlp.weight", "head.weight" ],
          "parameters" : 164,
          "form" : "l2",
          "lambda" : 0.001,
          "exposure" : null,
          "half_life" : {
            "steps" : null,
            "epochs" : null,
            "tokens" : null
          },
          "timescale_steps" : null,
          "pytorch_weight_decay" : 0.001,
          "learning_rate_factor" : 1.0
        }, {
          "group" : "rest",
          "rule" : "the rest",
          "tensors" : [ "embedding.weight", "positions.weight" ],
          "parameters" : 40,
          "form" : "independent",
          "lambda" : 0.005,
          "exposure" : 2.0,
          "half_life" : {
            "steps" : 138.62943611198907,
            "epochs" : 1.3862943611198906,
            "tokens" : 35489.1356446692
          },
          "timescale_steps" : 200.0,
          "pytorch_weight_decay" : 0.5,
          "learning_rate_factor" : 1.0
        } ]
      }
      """;

  private static Explanation asBefore(RuleBuilder rest) {
    return explain(
        HORIZON,
        rule("vectors").roles(Role.NORM_GAIN, Role.BIAS).form("none").build(),
        rule("matrices").roles(Role.MATRIX.toArray(Role[]::new)).lambda(0.001).form("l2").build(),
        rest.build());
  }

  @Test
  void differencesFrom_planOfIsotope01_onlyWhatDecaysOtherwise() {
    Explanation old = Json.mapper().readValue(OLD_PLAN, Explanation.class);
    assertThat(old.optimizer()).isNull();
    Entry rest = old.decay().getLast();
    assertThat(rest.side()).isNull();
    assertThat(rest.equivalents()).isNull();
    RuleBuilder same = rule("rest").exposure(2).form("independent");
    assertThat(sentences(asBefore(same), old)).isEmpty();
    assertThat(DecayTable.lines(old, 160).get(4)).contains("  independent  0.005  ", "  0.5  ");
    RuleBuilder cautious = rule("rest").exposure(2).coupling(Coupling.SCHEDULE).mask(Mask.CAUTIOUS);
    assertThat(sentences(asBefore(cautious), old))
        .containsExactly("group rest: form was independent, is now custom");
    RuleBuilder falling =
        rule("rest").lambda(0.005).form("independent").schedule(new LambdaSchedule.Cosine(0));
    assertThat(sentences(asBefore(falling), old))
        .containsExactly(
            "group rest: lambda_schedule was {kind: constant}, is now {kind: cosine, to: 0.0}");
  }

  /** Who decays is known by name: under another name a tensor is another one. */
  @Test
  void differencesFrom_renamedTensor_namesIt() {
    ParameterSet.Builder before = ParameterSet.builder();
    before.add("head.weight", Role.HEAD, -1, new Initial.Normal(0.5), 7, 4);
    ParameterSet.Builder after = ParameterSet.builder();
    after.add("output.weight", Role.HEAD, -1, new Initial.Normal(0.5), 7, 4);
    DecayRule rule = rule("all").roles(Role.HEAD).build();
    Explanation now = Fixtures.explain(HORIZON, after.build(), rule);
    Explanation saved = Fixtures.explain(HORIZON, before.build(), rule);
    assertThat(sentences(now, saved))
        .containsExactly("group all: tensors were [head.weight], are now [output.weight]");
    assertThat(now.planHash()).isNotEqualTo(saved.planHash());
  }

  private static Explanation underOptimizer(Explanation plan, @Nullable String json) {
    return new Explanation(
        plan.steps(),
        plan.parameters(),
        plan.planHash(),
        json == null ? null : (ObjectNode) Json.mapper().readTree(json),
        plan.warnings(),
        plan.decay());
  }

  @Test
  void differencesFrom_anotherOptimizer_namesKindOrKeys() {
    Explanation now = explain(HORIZON, rule("all").build());
    Explanation lion = underOptimizer(now, "{\"kind\": \"lion\", \"betas\": [0.9, 0.99]}");
    assertThat(sentences(now, lion)).containsExactly("optimizer: kind was lion, is now adamw");
    assertThat(
            sentences(
                now,
                underOptimizer(now, "{\"kind\": \"adamw\", \"betas\": [0.9, 0.99], \"x\": 1}")))
        .containsExactly(
            "optimizer: betas was [0.9,0.99], is now [0.9,0.95]",
            "optimizer: x was 1, is now not given",
            "optimizer: epsilon was not given, is now 1.0E-8");
    assertThat(sentences(now, underOptimizer(now, null))).isEmpty();
    assertThat(sentences(lion, underOptimizer(now, null)))
        .containsExactly("optimizer: kind was adamw, is now lion");
  }

  private static final Explanation FOUR =
      explain(
          HORIZON,
          rule("gains").roles(Role.NORM_GAIN, Role.BIAS).lambda(0).build(),
          rule("old").roles(Role.ATTENTION).lambda(0.001).form("l2").factor(0.5).build(),
          rule("weak").roles(Role.HEAD).lambda(0.01).build(),
          rule("rest").lambda(0.5).build());

  @Test
  void lines_severalGroups_standInColumns() {
    assertThat(DecayTable.lines(FOUR, 160))
        .containsExactly(
            "                                                                exposure    half-life,  half-life,  timescale     PyTorch's      AdamW  Deeplearning4j's",
            "group  rule            tensors  parameters  form             λ         κ         steps      epochs  in epochs  weight_decay  paper's λ       WeightDecay",
            "gains  norm_gain bias        4          18  decoupled        0         0             ∞                                    0          0           0, true",
            "old    attention             2          96  l2, η × 0.5  0.001         –  by gradients                           Adam 0.001          –                 –",
            "weak   head                  1          28  decoupled     0.01      0.04         6,931       69.31        100          0.01     0.0001        0.01, true",
            "rest   the rest              4          80  decoupled      0.5         2         138.6       1.386          2           0.5      0.005         0.5, true",
            "warning: group 'weak': decay is too weak to matter: over the whole run it shrinks a weight without gradients by only 3.921 % (exposure 0.04; 0.05 is the least that acts); raise lambda, train longer, or set lambda: 0");
  }

  @Test
  void lines_formsByParts_saySo() {
    List<String> lines =
        DecayTable.lines(
            explain(
                HORIZON,
                rule("parts")
                    .roles(Role.HEAD)
                    .coupling(Coupling.SCHEDULE)
                    .target(Target.INITIAL)
                    .build(),
                rule("falls").roles(Role.ATTENTION).schedule(new LambdaSchedule.Cosine(0)).build(),
                REST),
            100);
    assertThat(lines.get(2)).contains("  schedule initial  ");
    assertThat(lines.get(3)).contains("  decoupled, λ cosine  ");
    assertThat(lines.get(4)).contains("  decoupled  ");
  }

  @Test
  void lines_narrowTerminal_leavesOutWhatItSays() {
    List<String> lines = DecayTable.lines(FOUR, 80);
    assertThat(lines.subList(0, 8)).allMatch(line -> line.length() <= 80);
    assertThat(lines)
        .contains(
            "(no room in 80 columns for: rule, tensors, parameters, timescale in epochs,",
            "AdamW paper's λ, Deeplearning4j's WeightDecay)");
  }
}
