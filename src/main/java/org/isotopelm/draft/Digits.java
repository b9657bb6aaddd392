package org.isotopelm.draft;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers that a person would write. */
final class Digits {
  private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_EVEN);

  private Digits() {}

  /** Rounded to two digits. */
  static double two(double value) {
    return new BigDecimal(value).round(TWO).doubleValue();
  }

  /** Without a point where none is needed: 30, 1.5. */
  static String plain(double value) {
    return new BigDecimal(value).round(TWO).stripTrailingZeros().toPlainString();
  }
}
