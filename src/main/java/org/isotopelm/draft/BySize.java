package org.isotopelm.draft;

import java.util.List;

/** A table of a rule: what holds for texts up to a size. */
record BySize<T>(List<Row<T>> rows, T beyond) {
  /**
   * A row.
   *
   * @param bytes of training text, the most
   */
  record Row<T>(double bytes, T value) {}

  static <T> Row<T> upTo(double bytes, T value) {
    return new Row<>(bytes, value);
  }

  T of(long bytes) {
    return rows.stream()
        .filter(row -> bytes <= row.bytes())
        .findFirst()
        .map(Row::value)
        .orElse(beyond);
  }
}
