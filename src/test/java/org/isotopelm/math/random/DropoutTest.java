package org.isotopelm.math.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static float[] dropped(double probability, int at, int n, long key) {
    float[] x = new float[at + n + 3];
    Arrays.fill(x, 2);
    Dropout.of(probability).apply(x, at, n, key);
    return x;
  }

  @Test
  void apply_aTenth_dropsATenthAndKeepsTheMean() {
    int n = 100_000;
    float[] x = dropped(0.1, 0, n, 7);
    int zeros = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      zeros += x[i] == 0 ? 1 : 0;
      sum += x[i];
      assertThat(x[i]).isIn(0f, 2 * Dropout.of(0.1).keptScale());
    }
    // Standard deviation of the share: √(0.09/n) = 0.00095.
    assertThat(zeros / (double) n).isCloseTo(0.1, within(0.004));
    assertThat(sum / n).isCloseTo(2, within(0.01));
  }

  @Test
  void apply_elsewhereOrShorter_sameMask() {
    float[] whole = dropped(0.5, 0, 50, 3);
    float[] part = dropped(0.5, 2, 45, 3);
    assertThat(Arrays.copyOfRange(part, 2, 47)).containsExactly(Arrays.copyOf(whole, 45));
    assertThat(part[0]).isEqualTo(2);
    assertThat(part[47]).isEqualTo(2);
  }

  @Test
  void apply_anotherKey_anotherMask() {
    assertThat(dropped(0.5, 0, 50, 3)).isNotEqualTo(dropped(0.5, 0, 50, 4));
  }

  @Test
  void none_changesNothing() {
    assertThat(Dropout.NONE.active()).isFalse();
    assertThat(dropped(0, 0, 9, 1)).containsOnly(2);
  }

  @Test
  void of_outsideItsRange_refused() {
    for (double probability : new double[] {-0.1, 1, 1.5, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Dropout.of(probability));
    }
    assertThat(Dropout.of(0.9999999).keptScale()).isEqualTo(65536);
  }
}
