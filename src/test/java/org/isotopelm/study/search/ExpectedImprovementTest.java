package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedImprovementTest {
  /** Expected values by src/test/golden/gaussian_process.py (mpmath, 60 digits). */
  @ParameterizedTest
  @CsvSource({
    "-1e6, -500000000028.54996",
    "-100, -5010.1295788002498",
    "-20, -206.9178385094251",
    "-5, -16.74430116266099",
    "-1.000001, -2.4851229299842357",
    "-0.999999, -2.485119121441769",
    "-0.5, -1.6205162643873199",
    "0, -0.91893853320467274",
    "1, 0.08002621884930694",
    "3, 1.0987396653277078",
    "9, 2.1972245773362194"
  })
  void logOfStandard_fromFarBelowToFarAbove_isExact(double z, double expected) {
    assertThat(ExpectedImprovement.logOfStandard(z))
        .isCloseTo(expected, within(4e-15 * Math.max(1, Math.abs(expected))));
  }

  @Test
  void log_ofAScaledNormal_isThatOfTheStandardOneTimesItsDeviation() {
    // z = (4 − 4.2)/0.2 = −1; φ(−1) − Φ(−1) = 0.24197072 − 0.15865525 = 0.08331547
    assertThat(StrictMath.exp(ExpectedImprovement.log(4.2, 0.2, 4)))
        .isCloseTo(0.2 * 0.08331547, within(1e-9));
  }

  @Test
  void log_ofAMeanThatRises_falls() {
    double last = Double.POSITIVE_INFINITY;
    for (double mean = 3; mean < 9; mean += 0.01) {
      double log = ExpectedImprovement.log(mean, 0.1, 4);
      assertThat(log).isLessThan(last).isFinite();
      last = log;
    }
  }
}
