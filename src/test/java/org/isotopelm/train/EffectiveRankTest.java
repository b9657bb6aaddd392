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

  @Test
  void of_elementThatIsNotFinite_isNotANumber() {
    assertThat(rank(2, 2, 1, 0, Float.NaN, 1)).isNaN();
    assertThat(rank(2, 3, 1, 0, 2, 1, Float.NEGATIVE_INFINITY, 1)).isNaN();
    assertThat(rank(3, 3, 1, 2, 3, 4, Float.POSITIVE_INFINITY, 5, 6, 7, Float.NaN)).isNaN();
  }

  @Test
  void of_largestFloats_isFinite() {
    float most = Float.MAX_VALUE;
    assertThat(rank(3, 3, most, 0, 0, 0, most, 0, 0, 0, most)).isCloseTo(3, within(1e-12));
  }
}
