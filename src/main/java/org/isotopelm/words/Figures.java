package org.isotopelm.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  /** From here on places after the point say nothing, and digits before it fill the line. */
  private static final double FIXED = 1e7;

  private Figures() {}

  /** Nats to four places: effects of λ can be as small as 0.001. */
  public static String nats(double value) {
    return fixed(value, 4);
  }

  /** A perplexity to two places. */
  public static String perplexity(double value) {
    return fixed(value, 2);
  }

  /** So many places; of a number too large for them six digits. */
  public static String fixed(double value, int places) {
    return Math.abs(value) < FIXED
        ? minus(String.format(Locale.ROOT, "%." + places + "f", value))
        : value(value);
  }

  /** {@code 1,234}. */
  public static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 12.3 MB}: bytes in units of a thousand. */
  public static String bytes(long bytes) {
    double kilobytes = bytes / 1e3;
    if (kilobytes < 1000) {
      return String.format(Locale.ROOT, kilobytes < 10 ? "%.1f kB" : "%.0f kB", kilobytes);
    }
    return kilobytes < 1e6
        ? String.format(Locale.ROOT, "%.1f MB", kilobytes / 1e3)
        : String.format(Locale.ROOT, "%.2f GB", kilobytes / 1e6);
  }

  /** How many a second, to three digits: {@code 12,300}. */
  public static String rate(double value) {
    return String.format(
        Locale.ROOT, "%,.0f", new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }

  /** A probability to three places. */
  public static String p(double value) {
    return value < 0.001 ? "< 0.001" : fixed(value, 3);
  }

  /** A value of the config, its numbers to six figures. */
  public static String value(Object value) {
    return value instanceof Double number ? minus(shortest(number)) : minus(String.valueOf(value));
  }

  private static String shortest(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "unknown" : number > 0 ? "∞" : "-∞";
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros();
    boolean plain = number == 0 || (Math.abs(number) >= 1e-4 && Math.abs(number) < 1e7);
    return plain
        ? rounded.toPlainString()
        : Double.toString(rounded.doubleValue()).replace(".0E", "e").replace("E", "e");
  }

  private static String minus(String text) {
    return text.startsWith("-") ? "\u2212" + text.substring(1) : text;
  }
}
