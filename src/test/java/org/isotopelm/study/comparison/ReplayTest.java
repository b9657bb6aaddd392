package org.isotopelm.study.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final double[] OWN = {4.0, 4.2, 4.4};

  @Test
  void of_aPointThatIsBestOnEveryFold_choosesItEachTime() {
    Replay replay = Replay.of(List.of(OWN, new double[] {3.9, 4.0, 4.1}), OWN).orElseThrow();
    // −0.1, −0.2 and −0.3 on the folds left out.
    assertThat(replay.folds()).isEqualTo(3);
    assertThat(replay.worse()).isZero();
    assertThat(replay.difference()).isCloseTo(-0.2, within(1e-12));
  }

  @Test
  void of_aPointThatWinsByOneFold_isWorseOnTheOthers() {
    // It sums to 12.4 against 12.6. Without the first fold it has 9.0 against 8.6, and OWN is
    // chosen; without the second 7.9 against 8.4, without the third 7.9 against 8.2: it is chosen,
    // and is 0.3 and 0.1 worse there.
    Replay replay = Replay.of(List.of(OWN, new double[] {3.4, 4.5, 4.5}), OWN).orElseThrow();
    assertThat(replay.worse()).isEqualTo(2);
    assertThat(replay.difference()).isCloseTo(0.4 / 3, within(1e-12));
  }

  @Test
  void of_oneFold_isNone() {
    assertThat(Replay.of(List.of(new double[] {4}), new double[] {4})).isEmpty();
  }
}
