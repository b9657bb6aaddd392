package org.isotopelm.optim.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isotopelm.words.Figures;

/** Numbers as people read them: four significant digits, thousands apart. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(4);

  private Numbers() {}

  static String text(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e9 || size < 1e-4) {
      return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toString();
    }
    return size >= 1000
        ? text(Math.round(value))
        : BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  static String text(long value) {
    return Figures.whole(value);
  }
}
