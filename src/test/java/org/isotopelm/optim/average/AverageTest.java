package org.isotopelm.optim.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.isotopelm.optim.Fixtures;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Share;
import org.isotopelm.optim.schedule.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AverageTest {
  private static Horizon run(long steps) {
    return Fixtures.constant(1e-3, steps);
  }

  private static DoubleStream shares(Average average, Horizon run, long last) {
    return LongStream.rangeClosed(1, last).mapToDouble(step -> average.share(step, run));
  }

  @Test
  void tail_halfOfEightSteps_isTheMeanOfTheLastFour() {
    Average half = new TailAverage(new Share(0.5));
    assertThat(half.first(run(8))).isEqualTo(5);
    assertThat(shares(half, run(8), 8))
        .containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, 1 / 2.0, 1 / 3.0, 1 / 4.0);
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "0.01, 8", "1, 1"})
  void tail_anyShare_hasAtLeastTheLastStepAndAtMostAll(double share, long first) {
    assertThat(new TailAverage(new Share(share)).first(run(8))).isEqualTo(first);
  }

  /** 1,024 of 2,048 steps: every fourth enters, and the last one is among them. */
  @Test
  void tail_longRun_takesEveryFourthStep() {
    Average half = new TailAverage(new Share(0.5));
    assertThat(half.first(run(2048))).isEqualTo(2048 - 255 * 4);
    assertThat(half.share(1028, run(2048))).isEqualTo(1);
    assertThat(half.share(1031, run(2048))).isZero();
    assertThat(half.share(1032, run(2048))).isEqualTo(0.5);
    assertThat(half.share(2048, run(2048))).isEqualTo(1 / 256.0);
    assertThat(shares(half, run(2048), 2048).filter(share -> share > 0)).hasSize(256);
  }

  /** β = ½: weights 1; 1, 2; 1, 2, 4; 1, 2, 4, 8 over their sums. */
  @Test
  void ema_halfLifeOfAStep_hasNoBiasOfItsBeginning() {
    Average ema = new EmaAverage(new Span(1, Span.Unit.STEPS));
    assertThat(ema.first(run(100))).isEqualTo(1);
    double[] shares = shares(ema, run(100), 4).toArray();
    assertThat(shares).containsExactly(new double[] {1, 2 / 3.0, 4 / 7.0, 8 / 15.0}, within(1e-15));
  }

  /**
   * A run of constant() has four epochs: a quarter of one is 100 steps, of which every third
   * enters.
   */
  @Test
  void ema_halfLifeInEpochs_countsHalfAfterSoManySteps() {
    Horizon run = run(1600);
    Average ema = new EmaAverage(new Span(0.25, Span.Unit.EPOCHS));
    assertThat(ema.first(run)).isEqualTo(3);
    assertThat(ema.share(4, run)).isZero();
    // What the steps up to 300 count for is halved by step 400: the share left of them is the
    // product of all 1 − w since then.
    double left = 1;
    for (long step = 301; step <= 400; step++) {
      left *= 1 - ema.share(step, run);
    }
    // Exactly halved without the correction of the bias, which is (1 − 2^(−300/100)) / (1 −
    // 2^(−399/100)).
    double corrected = (1 - Math.pow(2, -3)) / (1 - Math.pow(2, -3.99));
    assertThat(left).isCloseTo(Math.pow(2, -0.99) * corrected, within(1e-12));
  }

  @Test
  void ema_halfLifeBeyondTheRun_stillHasEnoughSteps() {
    Average ema = new EmaAverage(new Span(1e9, Span.Unit.STEPS));
    assertThat(ema.first(run(320))).isEqualTo(10);
    // All count alike.
    assertThat(ema.share(320, run(320))).isCloseTo(1 / 32.0, within(1e-6));
  }
}
