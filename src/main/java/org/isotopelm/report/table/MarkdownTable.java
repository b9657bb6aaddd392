package org.isotopelm.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.report.table.Table.Column;

/** A table as GitHub-flavoured Markdown. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** All columns and rows, each line ended, and an empty line. */
  public static String of(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(column -> escape(column.name())).toList());
    lines.add(table.columns().stream().map(MarkdownTable::rule).toList());
    table
        .rows()
        .forEach(
            row ->
                lines.add(
                    row.cells().stream().map(Cell::text).map(MarkdownTable::escape).toList()));
    return text(lines);
  }

  /** Two columns without heads, of names and what they mean. */
  public static String pairs(List<List<String>> pairs) {
    List<List<String>> lines = new ArrayList<>(List.of(List.of("", " "), List.of(":--", ":--")));
    pairs.forEach(pair -> lines.add(pair.stream().map(MarkdownTable::escape).toList()));
    return text(lines);
  }

  private static String rule(Column column) {
    return column.number() ? "--:" : ":--";
  }

  private static String text(List<List<String>> lines) {
    return lines.stream()
        .map(line -> line.stream().collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining("", "", "\n"));
  }

  /** Text as it is, on one line, whatever Markdown would read into it. */
  public static String escape(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1").replaceAll("\\s+", " ").strip();
  }
}
