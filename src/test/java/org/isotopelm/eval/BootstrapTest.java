package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void ratio_equalSizes_isTheNormalIntervalOfAMean() {
    double[] values = normal(400, 3, 1);
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 400;
    double error = Math.sqrt(variance / 400);
    Interval interval = Bootstrap.ratio(values, ones, 5);
    // 1,999 resamples leave the ends a standard error of 0.06 of theirs.
    assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.2 * error));
    assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.2 * error));
  }

  @Test
  void ratio_hundredSamples_coversTheTruthMostly() {
    int covered = 0;
    for (int sample = 0; sample < 100; sample++) {
      RandomStream random = RandomStream.of(sample, "documents");
      double[] tokens = new double[50];
      double[] nll = new double[50];
      for (int d = 0; d < 50; d++) {
        tokens[d] = 1 + random.nextInt(300);
        nll[d] = tokens[d] * (4 + 0.3 * random.nextGaussian());
      }
      Interval interval = Bootstrap.ratio(nll, tokens, sample);
      covered += interval.low() < 4 && 4 < interval.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(88, 99); // 95 ± three binomial standard errors of 2.2
  }

  @Test
  void ratio_sameSeed_sameInterval() {
    double[] values = normal(20, 1, 2);
    double[] sizes = normal(20, 9, 3);
    assertThat(Bootstrap.ratio(values, sizes, 7)).isEqualTo(Bootstrap.ratio(values, sizes, 7));
    assertThat(Bootstrap.ratio(values, sizes, 7)).isNotEqualTo(Bootstrap.ratio(values, sizes, 8));
  }

  @Test
  void signFlip_threeOfOneSign_isAQuarter() {
    // Of the eight assignments only + + + and − − − are as far from zero.
    assertThat(Bootstrap.signFlip(new double[] {1, 2, 3}, 1)).isCloseTo(0.25, within(0.02));
  }

  @Test
  void signFlip_nothingBetweenThem_isOne() {
    assertThat(Bootstrap.signFlip(new double[10], 1)).isEqualTo(1);
  }

  @Test
  void signFlip_infiniteOrUndefinedDifference_isUndefined() {
    assertThat(Bootstrap.signFlip(new double[] {1, Double.POSITIVE_INFINITY}, 1)).isNaN();
    assertThat(Bootstrap.signFlip(new double[] {1, Double.NaN}, 1)).isNaN();
  }

  @Test
  void signFlip_clearDifference_isTheSmallestThatCanBeSeen() {
    assertThat(Bootstrap.signFlip(normal(100, 2, 1), 1)).isEqualTo(1e-4);
  }

  @Test
  void signFlip_noDifferenceInTruth_isUniform() {
    int small = 0;
    for (int sample = 0; sample < 100; sample++) {
      small += Bootstrap.signFlip(normal(70, 0, sample), sample) < 0.2 ? 1 : 0;
    }
    assertThat(small).isBetween(8, 32); // 20 ± three standard errors of 4
  }

  private static double[] normal(int count, double mean, long seed) {
    RandomStream random = RandomStream.of(seed, "normal");
    double[] values = new double[count];
    Arrays.setAll(values, i -> mean + random.nextGaussian());
    return values;
  }
}
