package org.isotopelm.report;

/** Text in lines that fit a terminal. */
final class Wrap {
  static final int WIDTH = 100;

  private Wrap() {}

  /** Lines, each ended. */
  static String paragraph(String text) {
    return lines(text, "", "");
  }

  /** An item of a list: its first line begins with a dash, the others below its text. */
  static String item(String text) {
    return lines(text, "- ", "  ");
  }

  private static String lines(String text, String first, String next) {
    StringBuilder lines = new StringBuilder(first);
    int column = first.length();
    boolean begun = false;
    for (String word : text.split(" ", -1)) {
      if (begun && column + 1 + word.length() > WIDTH) {
        lines.append('\n').append(next);
        column = next.length();
        begun = false;
      }
      lines.append(begun ? " " : "").append(word);
      column += word.length() + (begun ? 1 : 0);
      begun = true;
    }
    return lines.append('\n').toString();
  }
}
