package org.isotopelm.optim.schedule;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.base.Problem;

/** A part of a run as configs write it: {@code 100} steps, or a share of the run such as 5%. */
final class Length {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})|(\\d{1,15}(?:\\.\\d*)?) ?%");

  private Length() {}

  /** Adds what is wrong with a length, if anything. */
  static void check(String path, String text, List<Problem> problems) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      problems.add(
          Problem.at(
              path,
              "'%s' is not a length; write a number of steps (100) or a share of the run (5%%)"
                  .formatted(text)));
    } else if (matcher.group(2) != null && Double.parseDouble(matcher.group(2)) > 100) {
      problems.add(
          Problem.at(path, text + " is more than the whole run; a share must be at most 100%"));
    }
  }

  /** The steps of a length that is sound, to the nearest step. */
  static long steps(String text, long run) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not a length");
    }
    return matcher.group(1) != null
        ? Long.parseLong(matcher.group(1))
        : Math.round(Double.parseDouble(matcher.group(2)) / 100 * run);
  }
}
