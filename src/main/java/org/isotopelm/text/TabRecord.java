package org.isotopelm.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tab-separated lines. Where a column is named, the first line holds the names; where all have
 * numbers, the first line is a record like the others. There are no quotes and no escapes.
 */
final class TabRecord implements RecordReader {
  private final Column text;
  private final @Nullable Column group;

  TabRecord(String field, @Nullable String group) {
    text = new Column("data.field", field);
    this.group = group == null ? null : new Column("data.group", group);
  }

  @Override
  public boolean read(String line, TextBuffer place, DocumentSink sink) {
    List<String> cells = Arrays.asList(line.split("\t", -1));
    if (text.needsHeader() || (group != null && group.needsHeader())) {
      text.find(cells, place);
      if (group != null) {
        group.find(cells, place);
      }
      return true;
    }
    return sink.accept(text.of(cells, place), group == null ? null : group(group, cells, place));
  }

  private static String group(Column column, List<String> cells, TextBuffer place) {
    String group = column.of(cells, place);
    if (group.isEmpty()) {
      throw place.problem(
          place.line(), 1, "the column that data.group names is empty and names no group");
    }
    return group;
  }
}
