package org.isotopelm.optim.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SgdTest {
  @Test
  void turn_withoutMomentum_isTheGradientAndKeepsNothing() {
    Sgd sgd = new Sgd(0, false);
    assertThat(sgd.states()).isEmpty();
    assertThat(new Steps(sgd, 2).turn(3, -4)).containsExactly(3, -4);
    assertThat(new Steps(new Sgd(0, true), 2).turn(3, -4)).containsExactly(3, -4);
  }

  /** μ = 0.5: b is 1, then 0.5 + 2 = 2.5, then 1.25 − 1 = 0.25. */
  @Test
  void turn_withMomentum_beginsWithTheFirstGradient() {
    Steps steps = new Steps(new Sgd(0.5, false), 1);
    assertThat(steps.turn(1)).containsExactly(1);
    assertThat(steps.turn(2)).containsExactly(2.5f);
    assertThat(steps.turn(-1)).containsExactly(0.25f);
    assertThat(steps.state(0)).containsExactly(0.25f);
  }

  /** The same b; u = g + b/2 is 1.5, 3.25, −0.875. */
  @Test
  void turn_nesterov_looksAheadByOneStepOfTheMomentum() {
    Steps steps = new Steps(new Sgd(0.5, true), 1);
    assertThat(steps.turn(1)).containsExactly(1.5f);
    assertThat(steps.turn(2)).containsExactly(3.25f);
    assertThat(steps.turn(-1)).containsExactly(-0.875f);
    assertThat(steps.state(0)).containsExactly(0.25f);
  }
}
