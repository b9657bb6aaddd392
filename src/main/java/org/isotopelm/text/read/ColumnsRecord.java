package org.isotopelm.text.read;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records of columns. Where a column is named, the first record holds the names; where all have
 * numbers, the first record is one like the others.
 */
final class ColumnsRecord implements RecordReader {
  private final Function<String, List<String>> cells;
  private final Column text;
  private final @Nullable Column group;

  private ColumnsRecord(
      Function<String, List<String>> cells, String field, @Nullable String group) {
    this.cells = cells;
    text = new Column("data.field", field);
    this.group = group == null ? null : new Column("data.group", group);
  }

  /** Lines with tabs between columns, without quotes and escapes. */
  static ColumnsRecord tabSeparated(String field, @Nullable String group) {
    return new ColumnsRecord(ColumnsRecord::tabSeparatedCells, field, group);
  }

  static List<String> tabSeparatedCells(String line) {
    return Arrays.asList(line.split("\t", -1));
  }

  /** Records of RFC 4180: commas between columns, quotes around what holds commas or line ends. */
  static ColumnsRecord commaSeparated(String field, @Nullable String group) {
    return new ColumnsRecord(QuoteState::cells, field, group);
  }

  @Override
  public boolean read(String line, TextBuffer place, DocumentSink sink) {
    List<String> found = cells.apply(line);
    if (text.needsHeader() || (group != null && group.needsHeader())) {
      text.find(found, place);
      if (group != null) {
        group.find(found, place);
      }
      return true;
    }
    return sink.accept(text.of(found, place), group == null ? null : group(group, found, place));
  }

  private static String group(Column column, List<String> cells, TextBuffer place) {
    String group = column.of(cells, place);
    if (group.isEmpty()) {
      throw place.problem(
          place.line(), 1, "the column that data.group names is empty; it must name a group");
    }
    return group;
  }
}
