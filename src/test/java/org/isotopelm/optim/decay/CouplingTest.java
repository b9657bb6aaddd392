package org.isotopelm.optim.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.isotopelm.optim.Fixtures.rule;

import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.optim.Fixtures;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CouplingTest {
  /** More steps than are summed one by one. */
  private static final long MANY = (1 << 20) + 12_345;

  static Stream<Arguments> couplingsAndSchedules() {
    return Stream.of(Coupling.values())
        .flatMap(
            coupling -> Stream.of(ScheduleKind.values()).map(kind -> Arguments.of(coupling, kind)));
  }

  @ParameterizedTest
  @MethodSource("couplingsAndSchedules")
  void total_ofManySteps_isTheSumOfTheCoefficients(Coupling coupling, ScheduleKind kind) {
    Schedule schedule = Schedule.of(new LearningRate(3e-3, kind, "5%", 0.1, "20%"), 2 * MANY);
    double sum = 0;
    double atPeak = 0;
    for (long t = 1; t <= MANY; t++) {
      double c = coupling.coefficient(schedule, 0.25, t);
      sum += c;
      atPeak = Math.max(atPeak, c);
    }
    assertThat(coupling.total(schedule, 0.25, MANY)).isCloseTo(sum, within(1e-9 * sum));
    assertThat(coupling.peak(schedule, 0.25)).isCloseTo(atPeak, within(1e-12 * atPeak));
  }

  /** What is printed and what an exposure resolves to, for whatever a config can write. */
  @ParameterizedTest
  @EnumSource
  void explain_ofManySteps_hasTheSumAsExposureInEveryForm(Form form) {
    LearningRate rate = new LearningRate(3e-3, ScheduleKind.COSINE, "5%", 0.1, "20%");
    Horizon horizon = new Horizon(Schedule.of(rate, MANY), 100, 256);
    double given = form.decays() ? 1e-6 : 0;
    DecayRule rule = rule("all").form(form.label()).lambda(given).build();
    Decay decay = Fixtures.plan(horizon, rule).groups().getFirst().decay();
    Double exposure = Fixtures.explain(horizon, rule).decay().getFirst().exposure();
    if (!decay.hasRate()) {
      assertThat(exposure).isNull();
      return;
    }
    double sum = 0;
    for (long t = 1; t <= MANY; t++) {
      sum += decay.lambda() * decay.coefficient(horizon.schedule(), 1, t);
    }
    assertThat(Objects.requireNonNull(exposure)).isCloseTo(sum, within(1e-9 * sum));
  }
}
