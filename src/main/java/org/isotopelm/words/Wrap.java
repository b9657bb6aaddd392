package org.isotopelm.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text in lines of at most so many columns, broken at blanks; but {@code λ = 0}, {@code p < 0.05},
 * {@code 4 ± 1} and {@code 95 %} stay whole.
 */
public final class Wrap {
  private static final Pattern BREAK = Pattern.compile("(?<! [=<±]) (?![=<±] |%(?:[ ),.;:]|$))");

  private Wrap() {}

  /** Lines, each ended. */
  public static String paragraph(String text, int width) {
    return ended(lines(text, width));
  }

  /** An item of a list: its first line begins with a dash, the others below its text. */
  public static String item(String text, int width) {
    List<String> lines = new ArrayList<>();
    lines(text, width - 2).forEach(line -> lines.add((lines.isEmpty() ? "- " : "  ") + line));
    return ended(lines);
  }

  /** Lines without their ends; a word that is longer than a line has one of its own. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    boolean begun = false;
    for (String word : BREAK.split(text, -1)) {
      if (begun && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    lines.add(line.toString());
    return lines;
  }

  private static String ended(List<String> lines) {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
