package org.isotopelm.cli.console;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes characters visible that would steer a terminal, break a line or turn the order of its
 * letters, and that a name or a value in a message may hold: {@code \n}, {@code \u001b}. Joiners
 * within words stay, as scripts and emoji need them.
 */
public final class Visible {
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

  private Visible() {}

  /** The text with such characters escaped as in Java and JSON. */
  public static String of(String text) {
    return STEERING.matcher(text).replaceAll(found -> "\\\\" + escape(found.group().charAt(0)));
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "n";
      case '\r' -> "r";
      case '\t' -> "t";
      default -> String.format(Locale.ROOT, "u%04x", (int) c);
    };
  }
}
