package org.isotopelm.study.journal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the journal's table {@code point}; its names are those of the copy's JSON. */
record PointRow(int number, int round, String origin, String point, @Nullable String pruned) {
  static final String TABLE = "point";

  static PointRow of(HashedRow row) {
    return new PointRow(
        (int) row.whole("number"),
        (int) row.whole("round"),
        row.text("origin"),
        row.text("point"),
        row.textOrNull("pruned"));
  }

  HashedRow row() {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("number", number);
    values.put("round", round);
    values.put("origin", origin);
    values.put("point", point);
    values.put("pruned", pruned);
    return HashedRow.of(TABLE, values);
  }

  /** The same, given up. */
  PointRow pruned(String why) {
    return new PointRow(number, round, origin, point, why);
  }
}
