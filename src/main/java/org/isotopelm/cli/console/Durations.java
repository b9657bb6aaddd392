package org.isotopelm.cli.console;

import org.isotopelm.words.Figures;

/** Times as people say them, in at most two units. */
public final class Durations {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Durations() {}

  /** {@code 12 s}, {@code 1 min 23 s}, {@code 2 h 5 min}, {@code 3 days 4 h}. */
  public static String text(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < MINUTE) {
      return whole + " s";
    }
    if (whole < HOUR) {
      return two(whole / MINUTE + " min", whole % MINUTE, " s");
    }
    if (whole < DAY) {
      return two(whole / HOUR + " h", whole % HOUR / MINUTE, " min");
    }
    long days = whole / DAY;
    String unit = days == 1 ? " day" : " days";
    return two(Figures.whole(days) + unit, whole % DAY / HOUR, " h");
  }

  private static String two(String first, long rest, String unit) {
    return rest == 0 ? first : first + " " + rest + unit;
  }
}
