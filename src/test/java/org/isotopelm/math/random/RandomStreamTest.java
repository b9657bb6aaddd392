package org.isotopelm.math.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  @Test
  void bits_keyZero_areThePublishedSplitMix64() {
    // First outputs of SplitMix64 with seed 0: Vigna's splitmix64.c, prng.di.unimi.it.
    assertThat(RandomStream.bits(0, 0)).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(RandomStream.bits(0, 1)).isEqualTo(0x6E789E6AA1B965F4L);
    assertThat(RandomStream.bits(0, 2)).isEqualTo(0x06C45D188009454FL);
  }

  @Test
  void nextLong_inOrder_isBitsByIndex() {
    RandomStream stream = RandomStream.of(5, "init:weight");
    for (int i = 0; i < 10; i++) {
      assertThat(stream.nextLong()).isEqualTo(RandomStream.bits(stream.key(), i));
    }
  }

  @Test
  void of_seedsPurposesAndNumbers_allDiffer() {
    Set<Long> keys = new HashSet<>();
    String[] purposes = {"", "a", "b", "ab", "ba", "init:weight", "init:weighu", "\0", "\0\0"};
    for (long seed = -3; seed <= 3; seed++) {
      for (String purpose : purposes) {
        assertThat(keys.add(RandomStream.of(seed, purpose).key())).isTrue();
      }
      for (long number = -50; number < 50; number++) {
        assertThat(keys.add(RandomStream.of(seed, number).key())).isTrue();
      }
    }
    assertThat(keys).hasSize(7 * (purposes.length + 100));
  }

  @Test
  void of_keyAndNumber_hasTheDerivedKey() {
    assertThat(RandomStream.of(9, 4).key()).isEqualTo(RandomStream.derive(9, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 64})
  void nextInt_smallBound_isUniform(int bound) {
    RandomStream stream = RandomStream.of(1, "uniform");
    int draws = 60_000;
    int[] counts = new int[bound];
    for (int i = 0; i < draws; i++) {
      counts[stream.nextInt(bound)]++;
    }
    double mean = (double) draws / bound;
    for (int count : counts) { // five standard deviations of a binomial count
      assertThat((double) count).isCloseTo(mean, within(5 * Math.sqrt(mean) + 1e-9));
    }
  }

  @Test
  void nextLong_boundBeyondHalfTheRange_staysBelowAndReachesBothHalves() {
    // Here nearly half of all draws are rejected, so that none comes twice as often.
    long bound = (1L << 62) + 1;
    RandomStream stream = RandomStream.of(2, "large");
    int low = 0;
    for (int i = 0; i < 10_000; i++) {
      long value = stream.nextLong(bound);
      assertThat(value).isBetween(0L, bound - 1);
      low += value < bound / 2 ? 1 : 0;
    }
    assertThat(low).isBetween(4750, 5250);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void nextLong_boundNotPositive_isRefused(long bound) {
    RandomStream stream = RandomStream.of(1, "");
    assertThatThrownBy(() -> stream.nextLong(bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(bound));
  }

  @Test
  void nextDouble_manyDraws_fillTheUnitInterval() {
    RandomStream stream = RandomStream.of(3, "double");
    double sum = 0;
    double smallest = 1;
    double largest = 0;
    for (int i = 0; i < 100_000; i++) {
      double x = stream.nextDouble();
      sum += x;
      smallest = Math.min(smallest, x);
      largest = Math.max(largest, x);
    }
    assertThat(smallest).isBetween(0.0, 1e-3);
    assertThat(largest).isBetween(1 - 1e-3, Math.nextDown(1.0));
    assertThat(sum / 100_000).isCloseTo(0.5, within(5e-3)); // five standard errors
  }

  @Test
  void nextGaussian_manyDraws_haveTheMomentsOfANormal() {
    RandomStream stream = RandomStream.of(4, "gaussian");
    int draws = 100_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < draws; i++) {
      double x = stream.nextGaussian();
      sum += x;
      squares += x * x;
      fourth += x * x * x * x;
    }
    // Five standard errors: 1, √2 and √96 over √draws.
    assertThat(sum / draws).isCloseTo(0, within(0.016));
    assertThat(squares / draws).isCloseTo(1, within(0.023));
    assertThat(fourth / draws).isCloseTo(3, within(0.16));
  }
}
