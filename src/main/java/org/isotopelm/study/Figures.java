package org.isotopelm.study;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  private Figures() {}

  /** Nats to four places: effects of λ can be as small as 0.001. */
  public static String nats(double value) {
    return minus(String.format(Locale.ROOT, "%.4f", value));
  }

  /** A perplexity to two places. */
  public static String perplexity(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A probability to three places. */
  public static String p(double value) {
    return value < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A value of the config, in its shortest form. */
  public static String value(Object value) {
    return minus(
        value instanceof Double number
            ? String.format(Locale.ROOT, "%.6g", number).replaceFirst("\\.?0+($|e)", "$1")
            : String.valueOf(value));
  }

  private static String minus(String text) {
    return text.startsWith("-") ? "\u2212" + text.substring(1) : text;
  }
}
