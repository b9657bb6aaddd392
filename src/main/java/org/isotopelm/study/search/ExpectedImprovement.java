package org.isotopelm.study.search;

/**
 * The logarithm of the expected improvement of a normal variable below the best (Jones, Schonlau
 * and Welch 1998), which stays exact where the improvement itself is too small for a double (Ament,
 * Daulton, Eriksson, Balandat and Bakshy 2023).
 */
final class ExpectedImprovement {
  private static final double LOG_ROOT_TWO_PI = 0.5 * StrictMath.log(2 * StrictMath.PI);

  /** Enough for full precision below −2. */
  private static final int LEVELS = 200;

  private ExpectedImprovement() {}

  /** ln E max(best − Y, 0) for Y normal of this mean and standard deviation, above 0. */
  static double log(double mean, double deviation, double best) {
    return logOfStandard((best - mean) / deviation) + StrictMath.log(deviation);
  }

  /** ln(φ(z) + z·Φ(z)). */
  static double logOfStandard(double z) {
    if (z > -2) {
      double density = StrictMath.exp(-0.5 * z * z - LOG_ROOT_TWO_PI);
      return StrictMath.log(density + z * distribution(z, density));
    }
    // With t = −z, the repeated integrals of Φ have ratios that are continued fractions without
    // cancellation (Abramowitz and Stegun 7.2.5, 26.2.14): (φ + zΦ)/Φ = 1/(t + 2/(t + 3/(t + …))).
    double ratio = 0;
    for (int level = LEVELS; level >= 2; level--) {
      ratio = level / (-z + ratio);
    }
    ratio = 1 / (-z + ratio);
    return -0.5 * z * z - LOG_ROOT_TWO_PI + StrictMath.log(ratio / (-z + ratio));
  }

  /** Φ(z) by its series (Marsaglia 2004), whose terms have one sign. */
  private static double distribution(double z, double density) {
    if (z > 8) {
      return 1;
    }
    double sum = 0;
    double term = z;
    for (int i = 1; sum + term != sum; i += 2) {
      sum += term;
      term *= z * z / (i + 2);
    }
    return 0.5 + density * sum;
  }
}
