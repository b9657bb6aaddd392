package org.isotopelm.optim.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.Fixtures;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecayPlanTest {
  private static final Horizon HORIZON = Fixtures.constant(1e-2, 400);

  private static DecayPlan plan(DecayRule... rules) {
    return Fixtures.plan(HORIZON, rules);
  }

  private static List<String> tensors(DecayPlan plan, int group) {
    return plan.groups().get(group).parameters().stream().map(Parameter::name).toList();
  }

  private static List<Problem> problems(DecayRule... rules) {
    ProblemException error = catchThrowableOfType(ProblemException.class, () -> plan(rules));
    assertThat(error.exitCode()).isEqualTo(ExitCode.CONFIG);
    return error.problems();
  }

  @Test
  void of_severalRulesMatch_firstWins() {
    DecayPlan plan =
        plan(
            rule("gains").roles(Role.NORM_GAIN, Role.BIAS).lambda(0).build(),
            rule("second").match("block.?.mlp.*").layers("1").lambda(0.2).build(),
            rule("rest").lambda(0.1).build());
    assertThat(tensors(plan, 0))
        .containsExactly(
            "block.0.norm.gain", "block.0.mlp.bias", "block.1.norm.gain", "block.1.mlp.bias");
    assertThat(tensors(plan, 1)).containsExactly("block.1.mlp.weight");
    assertThat(tensors(plan, 2))
        .containsExactly(
            "embedding.weight",
            "positions.weight",
            "block.0.attention.weight",
            "block.0.mlp.weight",
            "block.1.attention.weight",
            "head.weight");
    assertThat(plan.groups().get(0).count()).isEqualTo(4 + 5 + 4 + 5);
    assertThat(plan.groups().get(1).rule()).isEqualTo("block.?.mlp.*, layers 1");
    assertThat(plan.groups().get(2).rule()).isEqualTo("the rest");
  }

  @ParameterizedTest
  @CsvSource({
    "*, 11",
    "block.*, 8",
    "*.weight, 7",
    "block.?.mlp.weight, 2",
    "block.??mlp.weight, 2",
    "head.weight, 1",
    "*mlp*, 4",
  })
  void of_glob_matchesWholeNames(String glob, int expected) {
    int rest = 11 - expected;
    DecayRule chosen = rule("chosen").match(glob).lambda(0.1).build();
    DecayPlan plan = rest == 0 ? plan(chosen) : plan(chosen, rule("rest").build());
    assertThat(tensors(plan, 0)).hasSize(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"head", "HEAD.weight", "head?weigh", "head.weight.", "[h]ead.weight", "\\Q*"})
  void of_globMatchesNoWholeName_isUnmatched(String glob) {
    assertThat(problems(rule("g").match(glob).build(), rule("rest").build())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 4", "0-1, 8", " 0-9 , 8", "1-1, 4"})
  void of_layers_leaveOutWhatIsInNone(String layers, int expected) {
    DecayPlan plan = plan(rule("chosen").layers(layers).build(), rule("rest").build());
    assertThat(tensors(plan, 0)).hasSize(expected).allMatch(name -> name.startsWith("block."));
  }

  @Test
  void of_noRules_namesTheParametersThatNoneMatches() {
    assertThat(problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("no group matches"));
  }

  @Test
  void of_globWithATypo_namesItTheGroupAndTheNearestTensors() {
    List<Problem> problems =
        problems(rule("g").match("blok.*").lambda(0.1).build(), rule("rest").lambda(0).build());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("optimizer.decay.0.match");
    assertThat(problems.getFirst().message())
        .contains("'g'", "blok.*", "nearest names are block.0.norm.gain, block.0.attention.weight");
  }

  @Test
  void of_roleThatTheModelLacks_namesTheRolesItHas() {
    List<Problem> problems =
        problems(rule("r").roles(Role.RECURRENT).build(), rule("rest").build());
    assertThat(problems.getFirst().path()).isEqualTo("optimizer.decay.0.roles");
    assertThat(problems.getFirst().message())
        .contains("'r'", "recurrent", "token_embedding, position_embedding, norm_gain, attention");
  }

  @Test
  void of_layersBeyondTheModel_namesItsLayers() {
    List<Problem> problems =
        problems(rule("deep").match("*").layers("5-7").build(), rule("rest").build());
    assertThat(problems.getFirst().path()).isEqualTo("optimizer.decay.0");
    assertThat(problems.getFirst().message()).contains("'deep'", "layers 5-7", "its layers 0-1");
  }

  @Test
  void of_shadowedRule_namesItAndWhoTookItsTensors() {
    List<Problem> problems =
        problems(
            rule("first").match("*.0.*").build(),
            rule("rest").build(),
            rule("late").roles(Role.BIAS).build());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("optimizer.decay.2");
    assertThat(problems.getFirst().message())
        .contains("'late'", "block.0.mlp.bias, block.1.mlp.bias", "'first', 'rest'");
  }

  @Test
  void of_parametersLeftOver_namesThem() {
    List<Problem> problems = problems(rule("g").roles(Role.NORM_GAIN).build());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("optimizer.decay");
    assertThat(problems.getFirst().message())
        .contains("embedding.weight (token_embedding)", "and 3 more");
  }

  @Test
  void optimizer_groupNamedTwice_namesIt() {
    assertThatThrownBy(
            () -> Fixtures.adamW(rule("twin").roles(Role.BIAS).build(), rule("twin").build()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "optimizer.decay.1.group: another group before this one is named twin, too; give each group its own name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "2-", "-2", "5-2", "1-2-3", "99999999999"})
  void rule_layersAreNoRange_isRefused(String layers) {
    assertThatThrownBy(() -> rule("g").layers(layers).build())
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("optimizer.decay.g.layers: ")
        .hasMessageContaining(layers);
  }

  @Test
  void rule_formNotGiven_isTheOptimizers() {
    WrittenRule written = rule("g").lambda(0.1).written();
    assertThat(written.rule(Form.L2).form()).isEqualTo(Form.L2);
    assertThat(new AdamW(List.of(0.9, 0.95), 1e-8).defaultForm()).isEqualTo(Form.DECOUPLED);
  }

  @Test
  void written_ofARuleThatWasRead_isWhatWasWritten() {
    List<WrittenRule> all =
        List.of(
            rule("a").lambda(0.1).form("l2").written(),
            rule("b")
                .roles(Role.BIAS)
                .layers("1-1")
                .halfLife(null, 5.0, null)
                .form("decoupled")
                .factor(0.5)
                .written(),
            rule("c")
                .roles(Role.HEAD)
                .match("*.weight")
                .layers("3")
                .exposure(2)
                .form("independent")
                .written(),
            rule("d").match("x?").timescale(7).form("stable").factor(2).written(),
            rule("e")
                .lambda(1)
                .side(Side.WEIGHTS)
                .coupling(Coupling.CORRECTED)
                .mask(Mask.CAUTIOUS)
                .target(Target.INITIAL)
                .schedule(new LambdaSchedule.Cosine(0.1))
                .written(),
            rule("f").lambda(1).side(Side.GRADIENT).target(Target.ONE).written());
    assertThat(all).allSatisfy(each -> assertThat(each.rule(Form.NONE).written()).isEqualTo(each));
  }

  @Test
  void of_everythingWrong_reportsAllAtOnce() {
    List<Problem> problems =
        problems(
            rule("a").match("nothing").build(),
            rule("b").roles(Role.BIAS).lambda(-0.1).build(),
            rule("c").roles(Role.BIAS).build());
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "optimizer.decay.0.match",
            "optimizer.decay.1.lambda",
            "optimizer.decay.2",
            "optimizer.decay");
  }

  @Test
  void hash_orderOfGroups_doesNotMatter() {
    DecayRule biases = rule("biases").roles(Role.BIAS).lambda(0).build();
    DecayRule gains = rule("gains").roles(Role.NORM_GAIN).lambda(0.2).build();
    DecayRule rest = rule("rest").lambda(0.1).build();
    assertThat(plan(biases, gains, rest).hash())
        .isEqualTo(plan(gains, biases, rest).hash())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void hash_anyPartOfThePlan_changesIt() {
    DecayRule biases = rule("biases").roles(Role.BIAS).lambda(0).build();
    List<String> hashes =
        List.of(
            plan(biases, rule("rest").lambda(0.1).build()).hash(),
            plan(biases, rule("rest").lambda(Math.nextUp(0.1)).build()).hash(),
            plan(biases, rule("other").lambda(0.1).build()).hash(),
            plan(biases, rule("rest").lambda(0.1).form("l2").build()).hash(),
            plan(biases, rule("rest").lambda(0.1).form("independent").build()).hash(),
            plan(biases, rule("rest").lambda(0.1).factor(0.5).build()).hash(),
            plan(
                    rule("biases").match("*bias").layers("0").lambda(0).build(),
                    rule("rest").lambda(0.1).build())
                .hash());
    assertThat(hashes).doesNotHaveDuplicates();
  }

  /** SHA-256 of the text by which Isotope 0.1 told plans apart; its runs must still resume. */
  @Test
  void hash_ofAPlanOfVersion01_isWhatItWas() {
    DecayRule biases = rule("biases").roles(Role.BIAS).lambda(0).build();
    assertThat(plan(biases, rule("rest").lambda(0.1).build()).hash())
        .isEqualTo("ca1e4416dd20614c8c21590a53105bab299bf0ad26d17ec218fad364511059ac");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "NORMALIZED"})
  void hash_ofAFormAndOfItsParts_isTheSame(Form form) {
    Parts parts = form.parts();
    Fixtures.RuleBuilder chosen = rule("all").lambda(0.1).side(parts.side()).target(parts.target());
    if (parts.side() == Side.WEIGHTS) {
      chosen.coupling(parts.coupling()).mask(parts.mask());
    }
    DecayPlan byParts = plan(chosen.build());
    DecayPlan byName = plan(rule("all").lambda(0.1).form(form.label()).build());
    assertThat(byParts.hash()).isEqualTo(byName.hash());
    assertThat(byParts.groups().getFirst().form().label()).isEqualTo(form.label());
  }

  @Test
  void hash_ofFormsAndSchedules_differs() {
    Stream<DecayRule> forms =
        Stream.of(Form.values())
            .filter(Form::decays)
            .map(form -> rule("all").lambda(0.1).form(form.label()).build());
    Stream<DecayRule> schedules =
        Stream.of(
                new LambdaSchedule.Linear(0),
                new LambdaSchedule.Cosine(0),
                new LambdaSchedule.Cosine(0.1),
                new LambdaSchedule.Rising(0))
            .map(schedule -> rule("all").lambda(0.1).schedule(schedule).build());
    assertThat(Stream.concat(forms, schedules).map(rule -> plan(rule).hash()))
        .doesNotHaveDuplicates();
  }

  /** λ_n/√T of 400 steps. */
  @Test
  void of_normalized_dividesLambdaByTheRootOfTheSteps() {
    DecayPlan plan = plan(rule("all").lambda(0.5).form("normalized").build());
    DecayRule independent = rule("all").lambda(0.025).form("independent").build();
    assertThat(plan.groups().getFirst().decay().lambda()).isEqualTo(0.025);
    assertThat(plan.hash()).isEqualTo(plan(independent).hash());
    DecayRule again = rule("all").form("normalized").build().withLambda(0.025, 400);
    assertThat(plan(again).hash()).isEqualTo(plan.hash());
    DecayRule exposure = rule("all").exposure(10).form("normalized").build();
    assertThat(plan(exposure).hash()).isEqualTo(plan.hash());
  }

  @ParameterizedTest
  @CsvSource({"stable, form stable", "l2_init, form l2_init"})
  void of_exposureOfAFormWithoutARate_isRefused(String form, String named) {
    assertThat(problems(rule("g").exposure(1).form(form).build()).getFirst().message())
        .isEqualTo(
            "with "
                + named
                + ", gradients decide how fast a weight shrinks, so no exposure can be guaranteed; give lambda");
  }

  @Test
  void rate_ofDecayInTheGradient_isNone() {
    Schedule schedule = new Schedule(ScheduleKind.CONSTANT, 0.01, 10, 0, 0, 0);
    assertThat(group(Form.L2).rate(schedule, 1)).isNull();
    assertThat(group(Form.DECOUPLED).rate(schedule, 1)).isEqualTo(0.01 * 0.5);
    // Its exposure is nominal, and of the steps that are done.
    assertThat(group(Form.L2).exposure(schedule, 10)).isCloseTo(0.05, within(1e-15));
    assertThat(group(Form.DECOUPLED).exposure(schedule, 4)).isCloseTo(0.02, within(1e-15));
  }

  private static DecayPlan.Group group(Form form) {
    return new DecayPlan.Group(
        "g", "all", new Strength.Lambda(0.5), form, Decay.of(form, 0.5), 1, List.of());
  }
}
