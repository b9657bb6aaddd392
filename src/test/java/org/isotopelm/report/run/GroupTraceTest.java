package org.isotopelm.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.run.GroupTrace.Dot;
import org.isotopelm.report.run.ReportData.RunPart;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a group follows from its log; all figures are worked out by hand. */
class GroupTraceTest {
  @Test
  void course_whereDecayTakesAHalf_givesTheRestToTheUpdates() {
    // The norm stays although the second step takes one half and the third a quarter.
    NormCourse course =
        NormCourse.of(trace(line(1, 0.5, 8, 4), line(2, 0.5, 8, 4), line(3, 0.25, 6, 1.5)))
            .orElseThrow();
    assertThat(course.decay()).containsExactly(new Dot(1, 1), new Dot(2, 0.5), new Dot(3, 0.375));
    assertThat(course.updates()).containsExactly(new Dot(1, 1), new Dot(2, 2), new Dot(3, 2));
    assertThat(course.norm()).containsExactly(new Dot(1, 1), new Dot(2, 1), new Dot(3, 0.75));
  }

  @Test
  void course_betweenLines_countsEveryStep() {
    NormCourse course = NormCourse.of(trace(line(1, 0.5, 8, 4), line(4, 0.5, 8, 4))).orElseThrow();
    assertThat(course.decayed()).isCloseTo(0.125, within(1e-12));
    assertThat(course.updated()).isCloseTo(8, within(1e-12));
  }

  /** Of a norm of 2·√2 with a mask on one half of its square, decay has the norm c·λ·2. */
  @Test
  void taken_withAMask_isItsShareOfTheSquare() {
    GroupTrace trace = trace(line(1, 0.1, Math.sqrt(8), 0.2), line(2, 0.2, Math.sqrt(8), 0.4));
    assertThat(trace.taken().get(0).figure()).isCloseTo(0.05, within(1e-12));
    assertThat(trace.taken().get(1).figure()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void course_ofDecayTowardsInitialValues_isUnknown() {
    Explanation.Entry plan =
        Json.mapper()
            .readValue(
                """
                {"group": "g", "rule": "", "half_life": {}, "tensors": [], "parameters": 1, "form": "l2_init",
                 "target": "initial", "lambda": 1, "learning_rate_factor": 1}
                """,
                Explanation.Entry.class);
    List<JsonNode> points = List.of(line(1, 0.5, 8, 4), line(2, 0.5, 8, 4));
    assertThat(NormCourse.of(new GroupTrace("g", plan, points))).isEmpty();
    assertThat(NormCourse.of(new GroupTrace("g", null, points))).isPresent();
  }

  @Test
  void course_ofDecayThatTurnsWeightsOver_isUnknown() {
    assertThat(NormCourse.of(trace(line(1, 1.5, 8, 12), line(2, 1.5, 8, 12)))).isEmpty();
  }

  @Test
  void late_isTheMeanOfTheLastQuarter() {
    List<Dot> dots = List.of(new Dot(1, 100), new Dot(74, 50), new Dot(75, 1), new Dot(100, 3));
    assertThat(GroupTrace.late(dots)).hasValue(2);
    assertThat(GroupTrace.late(List.of())).isEmpty();
  }

  /** Measured at 20, 40 and 60 of 60 steps, where η is 0 at the end: only step 60 is late. */
  @Test
  void rotation_ofAStepWithoutALearningRate_isLeftOut() {
    List<GroupTrace> groups =
        List.of(
            new GroupTrace(
                "g", null, List.of(turn(20, 0.02, 1), turn(40, 0.01, 2), turn(60, 0, 0))));
    assertThat(new DecayCharts(groups).rotation().map(Chart::note))
        .containsExactly("At step 40, the last one measured with η > 0: g 2°.");
    List<GroupTrace> often =
        List.of(
            new GroupTrace(
                "g", null, List.of(turn(40, 0.01, 2), turn(50, 0.005, 1), turn(60, 0, 0))));
    assertThat(new DecayCharts(often).rotation().map(Chart::note))
        .containsExactly("Over the last quarter of the steps: g 1°.");
  }

  private static JsonNode turn(int step, double rate, double degrees) {
    return Json.mapper()
        .readTree(
            "{\"step\":%s,\"learning_rate\":%s,\"groups\":{\"g\":{\"weight_norm\":1,\"rotation\":%s}}}"
                .formatted(step, rate, Math.toRadians(degrees)));
  }

  @Test
  void sentences_sayWhatTheFiguresDo() {
    List<GroupTrace> groups =
        GroupTrace.measured(
            new RunPart(
                "r",
                null,
                List.of(line(1, 0.5, 8, 4), line(2, 0.5, 8, 4), line(3, 0.25, 6, 1.5)),
                null,
                null));
    assertThat(new DecayFindings(groups).sentences())
        .containsExactly(
            "g: decay multiplied the norm of the weights by 0.375, and the updates by 2. The norm went from 8 at step 1 to 6 at step 3.",
            "No decay (λ = 0): still.");
    // Of the factor 3/8 decay had put 1/2 by step 2; since then 3/4, all of which the norm shows.
    assertThat(new DecayCharts(groups).courses().map(chart -> chart.title()))
        .containsExactly("Group g: decay outgrew the updates");
    assertThat(new DecayCharts(groups).courses().map(chart -> chart.note()))
        .containsExactly(
            "Factors on the norm since step 1: decay ×0.375, the updates ×2, together ×0.75. Since step 2, while decay did the second half of its work: ×0.75.");
  }

  /**
   * Decay takes a half in each step, 1/4 in the second half of its work; a tenth of ln 4 is 0.139.
   */
  @Test
  void finding_isOfTheSecondHalfOfWhatDecayDid() {
    assertThat(finding(8 * Math.exp(0.13))).isEqualTo("decay and the updates balanced");
    assertThat(finding(8 * Math.exp(-0.13))).isEqualTo("decay and the updates balanced");
    assertThat(finding(8 * Math.exp(0.15))).isEqualTo("the updates outgrew decay");
    assertThat(finding(8 * Math.exp(-0.15))).isEqualTo("decay outgrew the updates");
  }

  /** Of a norm that grows from 1 to 8 in two steps and ends at {@code last} after two more. */
  private static String finding(double last) {
    return DecayCharts.finding(
        NormCourse.of(
                trace(
                    line(1, 0.5, 1, 0.5),
                    line(2, 0.5, 4, 2),
                    line(3, 0.5, 8, 4),
                    line(4, 0.5, 8, 4),
                    line(5, 0.5, last, last / 2)))
            .orElseThrow());
  }

  /** Within a factor of 1.25 at 0.81 and 1.2, not at 0.79 and 1.3. */
  @Test
  void equilibrium_countsTheStepsNearIt() {
    assertThat(Equilibrium.sentence(List.of(ratios(0.79, 0.81, 1.2, 1.3))))
        .isEqualTo("g was within 25 % of its equilibrium at 2 of 4 steps.");
    assertThat(Equilibrium.sentence(List.of(ratios(3, 1.5, 2))))
        .isEqualTo(
            "g was never within 25 % of its equilibrium: nearest at step 2, with 1.5 times the predicted norm.");
    assertThat(Equilibrium.sentence(List.of(ratios()))).isEmpty();
  }

  @Test
  void equilibrium_whereDecayIsSlow_isLeftOut() {
    GroupTrace trace =
        new GroupTrace(
            "g",
            null,
            Stream.of(0.1, 0.011, 0.009)
                .map(
                    rate ->
                        "{\"step\":%s,\"groups\":{\"g\":{\"decay_rate\":%s,\"equilibrium\":%s}}}"
                            .formatted(1000 * rate, rate, rate))
                .map(text -> Json.mapper().readTree(text))
                .toList());
    assertThat(Equilibrium.ratios(trace)).containsExactly(new Dot(100, 0.1), new Dot(11, 0.011));
    assertThat(Equilibrium.leftOut(List.of(trace))).startsWith(" Steps at which c·λ was under");
    assertThat(Equilibrium.leftOut(List.of(ratios(1, 2)))).isEmpty();
    assertThat(Equilibrium.median(trace)).hasValue((0.1 + 0.011) / 2);
  }

  @Test
  void formula_namesThePartsOfDecay() {
    assertThat(formula("weights", "learning_rate", "all", "zero", "constant"))
        .isEqualTo("θ ← θ − η·λ·θ");
    assertThat(formula("weights", "corrected", "cautious", "initial", "antiphase"))
        .isEqualTo("θ ← θ − η²/η_peak·λ_t·(θ − θ₀) where u·(θ − θ₀) ≥ 0");
    assertThat(formula("weights", "constant", "all", "one", "constant"))
        .isEqualTo("θ ← θ − λ·(θ − 1)");
    assertThat(formula("gradient", null, null, "zero", "constant")).isEqualTo("g ← g + λ·θ");
  }

  private static @Nullable String formula(
      String side,
      @Nullable String coupling,
      @Nullable String mask,
      String target,
      String schedule) {
    ObjectNode entry = Json.mapper().createObjectNode();
    entry.put("group", "g").put("parameters", 1).put("form", "custom").put("side", side);
    entry.put("coupling", coupling).put("mask", mask).put("target", target).put("lambda", 0.1);
    entry.put("rule", "").putObject("half_life");
    entry.putArray("tensors");
    entry.put("learning_rate_factor", 1.0).putObject("lambda_schedule").put("kind", schedule);
    return DecayFormula.of(Json.mapper().treeToValue(entry, Explanation.Entry.class));
  }

  @Test
  void rows_sayHowTheyChanged() {
    assertThat(RowCharts.change(0.5, 0.6)).isEqualTo("grew by 20 %");
    assertThat(RowCharts.change(0.5, 0.4)).isEqualTo("shrank by 20 %");
    assertThat(RowCharts.change(0.5, 0.5)).isEqualTo("kept their size");
  }

  private static GroupTrace ratios(double... ratios) {
    return new GroupTrace(
        "g",
        null,
        IntStream.range(0, ratios.length)
            .mapToObj(
                i ->
                    "{\"step\":%s,\"groups\":{\"g\":{\"decay_rate\":0.1,\"equilibrium\":%s}}}"
                        .formatted(i + 1, ratios[i]))
            .map(text -> Json.mapper().readTree(text))
            .toList());
  }

  private static GroupTrace trace(JsonNode... points) {
    return new GroupTrace("g", null, List.of(points));
  }

  /** A line with a group that decays and one that does not. */
  private static JsonNode line(int step, double rate, double norm, double decay) {
    return Json.mapper()
        .readTree(
            """
            {"step": %s, "groups": {
              "g": {"lambda": 1, "decay_rate": %s, "weight_norm": %s, "update_norm": 1,
                    "decay_norm": %s, "tangential": 1},
              "still": {"lambda": 0, "decay_rate": 0, "weight_norm": 1, "update_norm": 1,
                    "decay_norm": 0, "tangential": 1}}}
            """
                .formatted(step, rate, norm, decay));
  }
}
