package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void standardError_ofThreeValues_isByHand() {
    // Mean 2, squares 1 + 0 + 1, variance 2 / 2 = 1, divided by 3.
    assertThat(Statistics.standardError(new double[] {1, 2, 3}))
        .isCloseTo(Math.sqrt(1 / 3.0), within(1e-15));
  }

  @Test
  void standardError_ofOneValue_isUnknown() {
    assertThat(Statistics.standardError(new double[] {4})).isNull();
    assertThat(Statistics.standardError(new double[] {})).isNull();
  }

  @Test
  void probability_withOneDegreeOfFreedom_isTheCauchyDistributions() {
    // t = 1 with one degree of freedom: 1 − 2·atan(1)/π = 1/2.
    assertThat(Statistics.probability(0.3, 0.3, 2)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void probability_withTwoDegreesOfFreedom_isByHand() {
    // P(|T| > t) = 1 − t/√(2 + t²) with two degrees of freedom; t = −2.
    assertThat(Statistics.probability(-0.2, 0.1, 3)).isCloseTo(1 - 2 / Math.sqrt(6), within(1e-12));
  }

  @Test
  void probability_withoutSpread_isZeroOrOne() {
    assertThat(Statistics.probability(0.1, 0, 3)).isZero();
    assertThat(Statistics.probability(0, 0, 3)).isEqualTo(1);
  }

  @Test
  void halfWidth95_withTwoDegreesOfFreedom_isTheTables() {
    // Any table of Student's t: 4.303 for two degrees of freedom.
    assertThat(Statistics.halfWidth95(3)).isCloseTo(4.303, within(5e-4));
  }
}
