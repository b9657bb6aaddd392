package org.isotopelm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table of GitHub-flavoured Markdown; a column in which no row says anything is left out. */
final class MarkdownTable {
  private record Column(String head, String rule) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Columns of words, to the left. */
  MarkdownTable words(String... heads) {
    return columns(":--", heads);
  }

  /** Columns of numbers, to the right. */
  MarkdownTable numbers(String... heads) {
    return columns("--:", heads);
  }

  private MarkdownTable columns(String rule, String... heads) {
    for (String head : heads) {
      columns.add(new Column(escape(head), rule));
    }
    return this;
  }

  /** A row with a cell for each column; null says nothing. */
  void row(List<? extends @Nullable String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(cells.stream().map(cell -> cell == null ? "" : escape(cell)).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table, each line ended, and an empty line. */
  @Override
  public String toString() {
    int[] shown =
        IntStream.range(0, columns.size())
            .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
            .toArray();
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::head).toList());
    lines.add(columns.stream().map(Column::rule).toList());
    lines.addAll(rows);
    return lines.stream()
        .map(
            line ->
                IntStream.of(shown)
                    .mapToObj(line::get)
                    .collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining("", "", "\n"));
  }

  /** Text as it is, on one line, whatever Markdown would read into it. */
  static String escape(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1").replaceAll("\\s+", " ").strip();
  }
}
