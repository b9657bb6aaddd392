package org.isotopelm.optim.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.optim.Fixtures;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.optim.schedule.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LambdaScheduleTest {
  /** Warm-up of 2 steps, then straight down to 0: s = 0.5, 1, 0.75, 0.5, 0.25, 0 … of 6 steps. */
  private static final Schedule RATES =
      Schedule.of(Fixtures.rate(0.1, ScheduleKind.LINEAR, "2", 0), 6);

  static Stream<Arguments> kinds() {
    Share fifth = new Share(0.2);
    Share half = new Share(0.5);
    return Stream.of(
        // x = 0, 0.2, 0.4, 0.6, 0.8, 1
        Arguments.of(new LambdaSchedule.Constant(), shares(1, 1, 1, 1, 1, 1)),
        Arguments.of(new LambdaSchedule.Linear(0), shares(1, 0.8, 0.6, 0.4, 0.2, 0)),
        Arguments.of(new LambdaSchedule.Linear(0.5), shares(1, 0.9, 0.8, 0.7, 0.6, 0.5)),
        Arguments.of(new LambdaSchedule.Linear(2), shares(1, 1.2, 1.4, 1.6, 1.8, 2)),
        // (1 + cos 36°)/2 = 0.9045, (1 + cos 72°)/2 = 0.6545
        Arguments.of(
            new LambdaSchedule.Cosine(0), shares(1, 0.904508, 0.654508, 0.345492, 0.095492, 0)),
        Arguments.of(new LambdaSchedule.Step(List.of(half), 0), shares(1, 1, 1, 0, 0, 0)),
        Arguments.of(
            new LambdaSchedule.Step(List.of(fifth, half), 0.5),
            shares(1, 0.75, 0.75, 0.5, 0.5, 0.5)),
        Arguments.of(new LambdaSchedule.WithLearningRate(), shares(0.5, 1, 0.75, 0.5, 0.25, 0)),
        Arguments.of(new LambdaSchedule.Rising(0.5), shares(0.5, 0.6, 0.7, 0.8, 0.9, 1)),
        // Held to 0.2, down to 0 at 0.7, up in what is left.
        Arguments.of(
            new LambdaSchedule.HoldFallRise(fifth, half, 0), shares(1, 1, 0.6, 0.2, 1 / 3.0, 1)),
        // Nothing is left to rise.
        Arguments.of(
            new LambdaSchedule.HoldFallRise(half, half, 0.5), shares(1, 1, 1, 0.9, 0.7, 0.5)),
        Arguments.of(new LambdaSchedule.Antiphase(), shares(0.5, 0, 0.25, 0.5, 0.75, 1)));
  }

  private static List<Double> shares(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void share_isTheFormula(LambdaSchedule schedule, List<Double> expected) {
    for (int t = 1; t <= 6; t++) {
      assertThat(schedule.share(RATES, t)).isCloseTo(expected.get(t - 1), within(1e-6));
    }
  }

  /** As λ_t·c_t is summed by pieces in a run that is too long to be summed step by step. */
  @ParameterizedTest
  @MethodSource("kinds")
  void exposure_ofManySteps_isTheSum(LambdaSchedule schedule, List<Double> ignored) {
    long many = 3_000_001;
    Schedule rates = Schedule.of(Fixtures.rate(1e-3, ScheduleKind.COSINE, "5%", 0.1), many);
    Decay decay = new Decay(1, Form.CORRECTED.parts(), schedule);
    double sum = LongStream.rangeClosed(1, many).mapToDouble(t -> decay.rate(rates, 1, t)).sum();
    assertThat(decay.totalCoefficient(rates, 1)).isCloseTo(sum, within(1e-5 * sum));
  }

  /** Under s = 0.5, 1, 0.75, 0.5, 0.25, 0. */
  @Test
  void overshoots_ofTheFirstSteps_isByWhatTheyHad() {
    Horizon horizon = new Horizon(RATES, 1, 1);
    DecayPlan.Group constant =
        Fixtures.plan(horizon, rule("all").lambda(1.5).form("independent").build())
            .groups()
            .getFirst();
    assertThat(constant.largestRate(RATES, 1)).isEqualTo(0.75);
    assertThat(constant.overshoots(RATES, 1)).isFalse();
    assertThat(constant.largestRate(RATES, 2)).isEqualTo(1.5);
    assertThat(constant.overshoots(RATES, 6)).isTrue();
    LambdaSchedule rising = new LambdaSchedule.Rising(0);
    DecayPlan.Group later =
        Fixtures.plan(horizon, rule("all").lambda(4).form("independent").schedule(rising).build())
            .groups()
            .getFirst();
    // 4·s·x = 0, 0.8, 1.2, 1.2, 0.8, 0
    assertThat(later.largestRate(RATES, 2)).isEqualTo(0.8);
    assertThat(later.overshoots(RATES, 2)).isFalse();
    assertThat(later.largestRate(RATES, 6)).isCloseTo(1.2, within(1e-12));
    assertThat(later.overshoots(RATES, 6)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void exposure_resolvesToTheLambdaThatHasIt(LambdaSchedule schedule, List<Double> ignored) {
    Horizon horizon = new Horizon(RATES, 1, 1);
    DecayPlan plan = Fixtures.plan(horizon, rule("all").exposure(0.03).schedule(schedule).build());
    assertThat(plan.groups().getFirst().exposure(RATES, 6)).isCloseTo(0.03, within(1e-15));
  }

  @Test
  void share_ofARunOfOneStep_isOfItsBeginning() {
    Schedule one = Schedule.of(Fixtures.rate(0.1, ScheduleKind.COSINE, "0", 0), 1);
    assertThat(new LambdaSchedule.Cosine(0).share(one, 1)).isEqualTo(1);
    assertThat(new LambdaSchedule.Rising(0.25).share(one, 1)).isEqualTo(0.25);
  }

  /** 7.7 % + 92.3 % is less than 1 in binary. */
  @Test
  void share_ofHoldAndFallThatMissOneByRounding_endsWhereItFalls() {
    LambdaSchedule under =
        new LambdaSchedule.HoldFallRise(new Share(7.7 / 100), new Share(92.3 / 100), 0.25);
    assertThat(under.share(RATES, 6)).isCloseTo(0.25, within(1e-12));
    LambdaSchedule over =
        new LambdaSchedule.HoldFallRise(new Share(0.1), new Share(0.7 + 0.2 + 1e-15), 0.25);
    assertThat(over.share(RATES, 6)).isCloseTo(0.25, within(1e-12));
    assertThat(over.fault("schedule")).isEmpty();
    LambdaSchedule longer = new LambdaSchedule.HoldFallRise(new Share(0.5), new Share(0.501), 0);
    assertThat(longer.fault("schedule")).isPresent();
    LambdaSchedule held = new LambdaSchedule.HoldFallRise(new Share(1 - 1e-15), new Share(0), 0.25);
    assertThat(held.share(RATES, 6)).isEqualTo(0.25);
  }

  @Test
  void read_sharesAsTextAndAsNumbers_areTheSame() {
    LambdaSchedule text =
        read("{\"kind\": \"hold_fall_rise\", \"hold\": \"25%\", \"fall\": \"12.5 %\", \"to\": 0}");
    LambdaSchedule numbers =
        read("{\"kind\": \"hold_fall_rise\", \"hold\": 0.25, \"fall\": 0.125, \"to\": 0}");
    assertThat(text).isEqualTo(numbers);
    assertThat(read(Json.mapper().writeValueAsString(text))).isEqualTo(text);
  }

  private static LambdaSchedule read(String json) {
    return Json.mapper().readValue(json, LambdaSchedule.class);
  }
}
