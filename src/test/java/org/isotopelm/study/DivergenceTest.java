package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  private static final double UNIFORM = Math.log(1024); // 6.93

  @Test
  void check_farAboveUniform_isADivergence() {
    for (double nll : new double[] {UNIFORM + 10.1, 4608, 9e31}) {
      IsotopeException e =
          catchThrowableOfType(IsotopeException.class, () -> Divergence.check(nll, UNIFORM, 1024));
      assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED);
      assertThat(e.getMessage()).contains("1,024 tokens", "6.931");
    }
    assertThat(
            catchThrowableOfType(
                IsotopeException.class, () -> Divergence.check(UNIFORM, UNIFORM + 2.1, 1024)))
        .isNotNull();
  }

  @Test
  void check_overfitting_isNone() {
    // By heart: 0.1 on the text trained on, and sure of itself elsewhere.
    assertThatCode(() -> Divergence.check(UNIFORM + 5, 0.1, 1024)).doesNotThrowAnyException();
    assertThatCode(() -> Divergence.check(UNIFORM, UNIFORM, 1024)).doesNotThrowAnyException();
  }
}
