package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;

class EffectiveRankTest {
  private static double rank(int rows, int columns, float... values) {
    ParameterSet.Builder builder = ParameterSet.builder();
    Parameter matrix = builder.add("w", Role.HEAD, -1, new Initial.Constant(0), rows, columns);
    return EffectiveRank.of(matrix, values);
  }

  @Test
  void of_equalSingularValues_isTheDimension() {
    assertThat(rank(3, 3, 2, 0, 0, 0, 0, 2, 0, -2, 0)).isCloseTo(3, within(1e-12));
  }

  @Test
  void of_oneDirection_isOne() {
    assertThat(rank(2, 3, 1, 2, 3, -2, -4, -6)).isCloseTo(1, within(1e-6));
  }

  @Test
  void of_singularValues3And1_isTheExponentialOfTheirEntropy() {
    // Shares 3/4 and 1/4: exp(¾·ln(4/3) + ¼·ln 4) = 1.754765.
    assertThat(rank(2, 3, 3, 0, 0, 0, 0, 1)).isCloseTo(1.754765, within(1e-6));
    assertThat(rank(3, 2, 0, 3, 0, 0, 1, 0)).isCloseTo(1.754765, within(1e-6));
  }

  @Test
  void of_zeros_isNotANumber() {
    assertThat(rank(2, 2, 0, 0, 0, 0)).isNaN();
  }
}
