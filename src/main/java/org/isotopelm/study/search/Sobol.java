package org.isotopelm.study.search;

import java.util.List;
import org.hipparchus.random.SobolSequenceGenerator;
import org.isotopelm.math.random.RandomStream;

/**
 * A scrambled Sobol sequence in [0, 1)^d: the sequence of Sobol (1967) with the direction numbers
 * of Joe and Kuo (2008), whose every digit is permuted anew under each prefix of digits before it
 * (nested uniform scrambling; Owen 1995). Each point is uniform, and together they keep the balance
 * of the sequence.
 */
final class Sobol {
  /** Digits that are scrambled and kept: so many points differ in each dimension. */
  private static final int DIGITS = 32;

  private final SobolSequenceGenerator sequence;
  private final long[] keys;

  /**
   * @param dimensions a name for each, which chooses its scrambling together with the seed
   */
  Sobol(List<String> dimensions, long seed) {
    sequence = new SobolSequenceGenerator(dimensions.size());
    keys = dimensions.stream().mapToLong(name -> RandomStream.of(seed, name).key()).toArray();
  }

  /** The next point. */
  double[] next() {
    double[] point = sequence.nextVector();
    for (int i = 0; i < point.length; i++) {
      point[i] = scramble((long) (point[i] * 0x1p32), keys[i]) * 0x1p-32;
    }
    return point;
  }

  private static long scramble(long digits, long key) {
    long scrambled = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      long prefix = digits >>> (DIGITS - digit);
      long flip = RandomStream.bits(RandomStream.derive(key, digit), prefix) & 1;
      scrambled = scrambled << 1 | ((digits >>> (DIGITS - 1 - digit) & 1) ^ flip);
    }
    return scrambled;
  }
}
