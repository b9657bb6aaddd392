package org.isotopelm.text;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * A column of tab-separated lines. Where it is named, the first line holds the names; where it has
 * a 1-based number, the first line is a record like the others. There are no quotes and no escapes.
 */
final class Column implements RecordField {
  private final String column;
  private int index;

  Column(String column) {
    this.column = column;
    index = column.matches("[1-9]\\d{0,5}") ? Integer.parseInt(column) - 1 : -1;
  }

  @Override
  public @Nullable String of(String line, TextBuffer place) {
    List<String> cells = Arrays.asList(line.split("\t", -1));
    if (index < 0) {
      index = cells.indexOf(column);
      if (index < 0) {
        throw place.problem(
            place.line(),
            1,
            "the header has no column '%s', only %s%s; set data.field to one of them or to a number"
                .formatted(column, String.join(", ", cells), Nearest.hint(column, cells)));
      }
      return null;
    }
    if (index >= cells.size()) {
      throw place.problem(
          place.line(), 1, "has %d columns, and data.field is %s".formatted(cells.size(), column));
    }
    return cells.get(index);
  }
}
