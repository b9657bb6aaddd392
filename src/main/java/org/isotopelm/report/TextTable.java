package org.isotopelm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table for the terminal: columns as wide as need be, numbers to the right, words to the left.
 */
final class TextTable {
  private record Column(List<String> head, boolean right) {}

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** A column of words; a line break in its head begins a second line. */
  TextTable words(String head) {
    columns.add(new Column(head.lines().toList(), false));
    return this;
  }

  /** A column of numbers. */
  TextTable numbers(String head) {
    columns.add(new Column(head.lines().toList(), true));
    return this;
  }

  /** A row with a cell for each column. */
  void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** The table, each line ended; the heads stand at the foot of their lines. */
  @Override
  public String toString() {
    int height = columns.stream().mapToInt(column -> column.head().size()).max().orElse(0);
    List<List<String>> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      int at = line - height;
      lines.add(columns.stream().map(column -> fromFoot(column.head(), at)).toList());
    }
    lines.addAll(rows);
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    return lines.stream().map(line -> format(line, widths)).collect(Collectors.joining());
  }

  private static String fromFoot(List<String> head, int at) {
    return head.size() + at < 0 ? "" : head.get(head.size() + at);
  }

  private String format(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(line.get(i)));
      boolean right = columns.get(i).right();
      Stream.of(i == 0 ? "" : GAP, right ? blanks : "", line.get(i), right ? "" : blanks)
          .forEach(text::append);
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
