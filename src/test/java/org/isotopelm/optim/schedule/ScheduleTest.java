package org.isotopelm.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final Offset<Double> EXACT = within(1e-15);

  private static Schedule schedule(ScheduleKind kind, String warmup, double floor, long steps) {
    return Schedule.of(Fixtures.rate(2e-3, kind, warmup, floor), steps);
  }

  @Test
  void multiplier_constant_risesThenStays() {
    Schedule s = schedule(ScheduleKind.CONSTANT, "4", 0, 10);
    assertThat(s.multiplier(1)).isEqualTo(0.25);
    assertThat(s.multiplier(4)).isEqualTo(1);
    assertThat(s.multiplier(10)).isEqualTo(1);
    assertThat(s.rate(1)).isEqualTo(2e-3 * 0.25);
  }

  @Test
  void multiplier_linear_isTheStraightLineToTheFloor() {
    Schedule s = schedule(ScheduleKind.LINEAR, "2", 0.2, 10);
    assertThat(s.multiplier(2)).isEqualTo(1);
    assertThat(s.multiplier(3)).isCloseTo(0.9, EXACT); // 0.2 + 0.8·7/8
    assertThat(s.multiplier(6)).isCloseTo(0.6, EXACT); // half-way
    assertThat(s.multiplier(10)).isCloseTo(0.2, EXACT);
  }

  @Test
  void multiplier_cosine_isTheHalfWave() {
    Schedule s = schedule(ScheduleKind.COSINE, "3", 0.1, 15);
    assertThat(s.multiplier(3)).isEqualTo(1);
    assertThat(s.multiplier(6)).isCloseTo(0.1 + 0.45 * (1 + Math.sqrt(0.5)), EXACT); // cos(π/4)
    assertThat(s.multiplier(7)).isCloseTo(0.1 + 0.45 * 1.5, EXACT); // cos(π/3)
    assertThat(s.multiplier(9)).isCloseTo(0.55, EXACT); // cos(π/2)
    assertThat(s.multiplier(15)).isCloseTo(0.1, EXACT);
  }

  @Test
  void multiplier_warmupStableAnneal_annealsOverTheLastPart() {
    LearningRate rate = new LearningRate(1, ScheduleKind.WARMUP_STABLE_ANNEAL, "10%", 0.5, "4");
    Schedule s = Schedule.of(rate, 20);
    assertThat(s.multiplier(1)).isEqualTo(0.5);
    assertThat(s.multiplier(2)).isEqualTo(1);
    assertThat(s.multiplier(16)).isEqualTo(1);
    assertThat(s.multiplier(17)).isCloseTo(0.875, EXACT); // 0.5 + 0.5·3/4
    assertThat(s.multiplier(20)).isCloseTo(0.5, EXACT);
  }

  /** Compensated, so that the sum itself is right to the last digits. */
  private static double summed(Schedule schedule, long until) {
    double sum = 0;
    double lost = 0;
    for (long t = 1; t <= until; t++) {
      double term = schedule.multiplier(t) - lost;
      double next = sum + term;
      lost = next - sum - term;
      sum = next;
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void totalMultiplier_ofEveryShape_isTheSumOverTheSteps(ScheduleKind kind) {
    for (String warmup : new String[] {"0", "1", "5%", "50%", "100%"}) {
      for (String anneal : new String[] {"0", "1", "20%", "100%"}) {
        for (double floor : new double[] {0, 0.1, 1}) {
          for (long steps : new long[] {1, 2, 3, 100, 4321}) {
            LearningRate rate = new LearningRate(2e-3, kind, warmup, floor, anneal);
            Schedule schedule;
            try {
              schedule = Schedule.of(rate, steps);
            } catch (ProblemException doesNotFit) {
              continue;
            }
            for (long until : new long[] {steps, steps / 2, steps / 50, 0}) {
              double sum = summed(schedule, until);
              assertThat(schedule.totalMultiplier(until))
                  .as("%s of %s", until, schedule)
                  .isCloseTo(sum, within(1e-12 * Math.max(sum, 1e-3)));
            }
          }
        }
      }
    }
  }

  /** 100 steps up to the peak, 900 along half a cosine down to a tenth. */
  @Test
  void totalMultiplier_ofACosine_isWhatHandComputes() {
    assertThat(schedule(ScheduleKind.COSINE, "100", 0.1, 1000).totalMultiplier(1000))
        .isCloseTo(101 / 2.0 + 0.1 * 900 + 0.9 * 899 / 2, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource
  void multiplier_noWarmupAndOneStep_isWithinTheUnitInterval(ScheduleKind kind) {
    assertThat(schedule(kind, "0", 0, 1).multiplier(1)).isBetween(0.0, 1.0);
    assertThat(schedule(kind, "0%", 0, 1).warmup()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void multiplier_warmupOfTheWholeRun_reachesThePeak(ScheduleKind kind) {
    Schedule s = Schedule.of(new LearningRate(1, kind, "100%", 0, "0"), 8);
    assertThat(s.multiplier(8)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ScheduleKind.class)
  void multiplier_runOfOneStep_isThePeak(ScheduleKind kind) {
    for (String warmup : List.of("0", "5%", "1")) {
      assertThat(schedule(kind, warmup, 0, 1).multiplier(1)).isEqualTo(1);
    }
  }

  @Test
  void of_share_isRoundedToTheNearestStep() {
    assertThat(schedule(ScheduleKind.COSINE, "5%", 0, 390).warmup()).isEqualTo(20); // 19.5
    assertThat(schedule(ScheduleKind.COSINE, "2.5 %", 0, 1000).warmup()).isEqualTo(25);
  }

  @Test
  void multiplier_stepOutsideTheRun_isRefused() {
    Schedule s = schedule(ScheduleKind.COSINE, "0", 0, 5);
    assertThatThrownBy(() -> s.multiplier(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> s.multiplier(6)).hasMessageContaining("6");
  }

  @Test
  void of_warmupLongerThanTheRun_namesBothNumbers() {
    ProblemException error = problem(Fixtures.rate(1, ScheduleKind.COSINE, "999", 0), 10);
    assertThat(error.exitCode()).isEqualTo(ExitCode.CONFIG);
    assertThat(error.problems().getFirst().path()).isEqualTo("optimizer.learning_rate.warmup");
    assertThat(error).hasMessageContaining("999").hasMessageContaining("10");
  }

  @Test
  void of_annealAndWarmupLongerThanTheRun_isRefused() {
    LearningRate rate = new LearningRate(1, ScheduleKind.WARMUP_STABLE_ANNEAL, "60%", 0, "50");
    ProblemException error = problem(rate, 100);
    assertThat(error.problems().getFirst().path()).isEqualTo("optimizer.learning_rate.anneal");
    assertThat(error).hasMessageContaining("60").hasMessageContaining("at most 40");
  }

  @Test
  void learningRate_twoLengthsMalformed_reportsBoth() {
    ProblemException error =
        catchThrowableOfType(
            ProblemException.class,
            () -> new LearningRate(1, ScheduleKind.WARMUP_STABLE_ANNEAL, "x", 0, "y"));
    assertThat(error.problems()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "5.5", "five", "%", "5%%", "1e3", "99999999999999999999", "100.1%"})
  void learningRate_warmupIsNoLength_isRefused(String warmup) {
    assertThatThrownBy(() -> Fixtures.rate(1, ScheduleKind.COSINE, warmup, 0))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("optimizer.learning_rate.warmup: ")
        .hasMessageContaining(warmup);
  }

  private static ProblemException problem(LearningRate rate, long steps) {
    return catchThrowableOfType(ProblemException.class, () -> Schedule.of(rate, steps));
  }
}
