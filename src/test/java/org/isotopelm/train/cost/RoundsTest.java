package org.isotopelm.train.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {
  private final AtomicInteger steps = new AtomicInteger();

  private Clock.Span measured(double alone, double wall) {
    return Rounds.of(
        () -> {
          steps.incrementAndGet();
          return new Clock.Span(alone, wall);
        });
  }

  @Test
  void of_processorOfItsOwn_makesFiveRounds() {
    // A round is over when its steps have taken 0.4 s.
    assertThat(measured(0.25, 0.25)).isEqualTo(new Clock.Span(0.25, 0.25));
    assertThat(steps).hasValue(5 * 2);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1, 8", "0.25, 2.5, 4", "5, 100, 1", "0, 0.01, 800"})
  void of_busyProcessor_endsWhenEightSecondsHavePassed(double alone, double wall, int made) {
    assertThat(measured(alone, wall)).isEqualTo(new Clock.Span(alone, wall));
    assertThat(steps.get()).isCloseTo(made, within(1));
  }

  @Test
  void of_compilerAtWork_countsTheLastRounds() {
    double[] rounds = {3, 0.9, 0.8, 0.7, 0.5, 0.45, 0.44};
    Clock.Span measured =
        Rounds.of(
            () -> {
              double seconds = rounds[Math.min(steps.getAndIncrement(), rounds.length - 1)];
              return new Clock.Span(seconds, seconds / 2);
            });
    // The seventh round is the first that is hardly faster than the one before.
    assertThat(steps).hasValue(7);
    assertThat(measured).isEqualTo(new Clock.Span(0.45, 0.225));
  }

  @Test
  void of_compilerAtWorkForTooLong_countsTheFastestRound() {
    double[] walls = {3, 3, 1, 1.5, 9};
    Clock.Span measured = Rounds.of(() -> new Clock.Span(0.5, walls[steps.getAndIncrement()]));
    assertThat(steps).hasValue(4);
    assertThat(measured).isEqualTo(new Clock.Span(0.5, 1));
  }

  @ParameterizedTest
  @CsvSource({"1e-6, 20000", "1e-3, 2000", "1, 500"})
  void sample_slowMachine_scoresLess(double secondsPerToken, long tokens) {
    assertThat(Rehearsal.sample(secondsPerToken)).isEqualTo(tokens);
  }
}
