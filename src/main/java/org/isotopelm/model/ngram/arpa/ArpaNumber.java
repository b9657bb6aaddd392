package org.isotopelm.model.ngram.arpa;

import java.nio.charset.StandardCharsets;

/** Logarithms to base 10 as ARPA files have them. */
final class ArpaNumber {
  /** What ARPA files have for the logarithm of zero. */
  static final double LOG_OF_ZERO = -99;

  /** Written with seven digits after the point: as many as a float of KenLM's has. */
  private static final long SCALE = 10_000_000;

  /** A long holds any number of so many digits; a double holds ten to the power of 22. */
  private static final int MOST_DIGITS = 15;

  private static final double[] POWERS = powers(22);

  private ArpaNumber() {}

  private static double[] powers(int most) {
    double[] powers = new double[most + 1];
    powers[0] = 1;
    for (int i = 1; i <= most; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** The number in bytes [from, to); NaN if there is none. */
  static double parse(byte[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    at += negative || (at < to && text[at] == '+') ? 1 : 0;
    long digits = 0;
    int read = 0;
    int fraction = 0;
    boolean point = false;
    for (; at < to; at++) {
      byte b = text[at];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + b - '0';
        fraction += point ? 1 : 0;
        if (++read > MOST_DIGITS) {
          return parseSlowly(text, from, to);
        }
      } else if (b == '.' && !point) {
        point = true;
      } else {
        return parseSlowly(text, from, to);
      }
    }
    if (read == 0) {
      return Double.NaN;
    }
    double number = digits / POWERS[fraction]; // both exact, so the quotient is the nearest double
    return negative ? -number : number;
  }

  private static double parseSlowly(byte[] text, int from, int to) {
    String number = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    if (number.equals("-inf")) {
      return LOG_OF_ZERO;
    }
    for (int i = 0; i < number.length(); i++) {
      if ("0123456789+-.eE".indexOf(number.charAt(i)) < 0) {
        return Double.NaN; // Java would read a suffix or a hexadecimal number too
      }
    }
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Writes log10 of a value to the text from {@code at} on, and returns where it ends. */
  static int write(double value, byte[] text, int at) {
    double log = value > 0 ? StrictMath.log10(value) : LOG_OF_ZERO;
    long scaled = Math.round(log * SCALE);
    int end = at;
    if (scaled < 0) {
      text[end++] = '-';
      scaled = -scaled;
    }
    long whole = scaled / SCALE;
    if (whole >= 100) {
      text[end++] = (byte) ('0' + whole / 100);
    }
    if (whole >= 10) {
      text[end++] = (byte) ('0' + whole / 10 % 10);
    }
    text[end++] = (byte) ('0' + whole % 10);
    text[end++] = '.';
    for (long digit = SCALE / 10; digit > 0; digit /= 10) {
      text[end++] = (byte) ('0' + scaled / digit % 10);
    }
    return end;
  }
}
