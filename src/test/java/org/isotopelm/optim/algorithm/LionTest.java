package org.isotopelm.optim.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LionTest {
  /**
   * β = 0.5, 0.75 and g = 1, −3, −1: m is 0, 0.25, −0.5625 before the three steps, and the sign is
   * of 0.5, 0.125 − 1.5 = −1.375 and −0.28125 − 0.5.
   */
  @Test
  void turn_threeSteps_areThoseByHand() {
    Steps steps = new Steps(new Lion(List.of(0.5, 0.75)), 1);
    assertThat(steps.turn(1)).containsExactly(1);
    assertThat(steps.state(0)).containsExactly(0.25f);
    assertThat(steps.turn(-3)).containsExactly(-1);
    assertThat(steps.state(0)).containsExactly(-0.5625f);
    assertThat(steps.turn(-1)).containsExactly(-1);
  }

  @Test
  void turn_gradientsOfAnySize_areUnitSteps() {
    Steps steps = new Steps(new Lion(List.of(0.9, 0.99)), 5);
    float[] u = steps.turn(0, 1e-38f, -1e-30f, 1e38f, -Float.MAX_VALUE);
    assertThat(u).containsExactly(0, 1, -1, 1, -1);
  }

  /** Two averages differ: β₁ of the direction forgets the last gradient later than a plain one. */
  @Test
  void turn_smallGradientAgainstTheAverage_followsTheAverage() {
    Steps steps = new Steps(new Lion(List.of(0.9, 0.99)), 1);
    steps.turn(1); // m = 0.01
    assertThat(steps.turn(-0.08f)).containsExactly(1); // 0.9·0.01 − 0.1·0.08 = 0.001
    assertThat(steps.turn(-0.1f)).containsExactly(-1); // m = 0.0091; 0.00819 − 0.01
  }
}
