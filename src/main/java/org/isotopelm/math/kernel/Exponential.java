package org.isotopelm.math.kernel;

/**
 * exp(x) = 2ⁿ·(1 + q(r)) with n = round(x·log₂e), r = x − n·ln 2 and the polynomial of Cephes'
 * {@code expf} (Moshier 1992), q(r) = exp(r) − 1. The constants serve the vector kernels, which
 * write the same steps out.
 */
public final class Exponential {
  /** Arguments are brought into [−LIMIT, LIMIT], where 2ⁿ is a normal number. */
  public static final float LIMIT = 87;

  static final float LOG2_E = 1.442695f;

  /** Adding 1.5·2²³ rounds to an integer, which then stands in the lowest bits. */
  static final float ROUNDER = 0x1.8p23f;

  /** ln 2 in two parts; n times the first is exact. */
  static final float MINUS_LN2_HIGH = -0x1.63p-1f;

  static final float MINUS_LN2_LOW = 2.1219444e-4f;

  static final float P7 = 1.9875691e-4f;
  static final float P6 = 1.3981999e-3f;
  static final float P5 = 8.333452e-3f;
  static final float P4 = 4.1665796e-2f;
  static final float P3 = 0.16666666f;
  static final float P2 = 0.5f;

  static final int MANTISSA_BITS = 23;
  static final int ONE_BITS = 0x3f800000;

  private Exponential() {}

  /** exp(x). */
  public static float exp(float x) {
    float rounded = rounded(x);
    float power = power(rounded);
    return Math.fma(q(x, rounded - ROUNDER), power, power);
  }

  /** exp(x) − 1, precise near 0. */
  static float expMinusOne(float x) {
    float rounded = rounded(x);
    float power = power(rounded);
    return Math.fma(q(x, rounded - ROUNDER), power, power - 1);
  }

  /** x in the range. */
  static float clamp(float x) {
    return Math.min(Math.max(x, -LIMIT), LIMIT);
  }

  private static float rounded(float x) {
    return Math.fma(x, LOG2_E, ROUNDER);
  }

  private static float power(float rounded) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << MANTISSA_BITS) + ONE_BITS);
  }

  private static float q(float x, float n) {
    float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, x));
    float p = Math.fma(P7, r, P6);
    p = Math.fma(p, r, P5);
    p = Math.fma(p, r, P4);
    p = Math.fma(p, r, P3);
    p = Math.fma(p, r, P2);
    return Math.fma(p, r * r, r);
  }
}
