package org.isotopelm.text.read;

import java.util.List;
import java.util.Locale;
import org.isotopelm.base.Nearest;

/** A column of tab-separated lines, by the name in the first line or by its 1-based number. */
final class Column {
  private final String key;
  private final String column;
  private int index;

  /**
   * @param key the config's, for messages
   */
  Column(String key, String column) {
    this.key = key;
    this.column = column;
    index = column.matches("[1-9]\\d{0,5}") ? Integer.parseInt(column) - 1 : -1;
  }

  /** Whether it still has to be found in a header. */
  boolean needsHeader() {
    return index < 0;
  }

  /** Finds its name; a column that has a number has no need of one. */
  void find(List<String> header, TextBuffer place) {
    if (!needsHeader()) {
      return;
    }
    index = header.indexOf(column);
    if (index != header.lastIndexOf(column)) {
      throw place.problem(
          place.line(),
          1,
          String.format(
              Locale.ROOT,
              "the header has the column '%s' twice, as number %d and number %d; set %s to the number of one",
              column,
              index + 1,
              header.lastIndexOf(column) + 1,
              key));
    }
    if (index < 0) {
      throw place.problem(
          place.line(),
          1,
          "the header has no column '%s', only %s%s; set %s to one of them or to a number"
              .formatted(column, String.join(", ", header), Nearest.hint(column, header), key));
    }
  }

  /** Its cell of a record. */
  String of(List<String> cells, TextBuffer place) {
    if (index >= cells.size()) {
      throw place.problem(
          place.line(),
          1,
          String.format(Locale.ROOT, "has %d columns, and %s is %s", cells.size(), key, column));
    }
    return cells.get(index);
  }
}
