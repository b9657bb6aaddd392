package org.isotopelm.study.journal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal's table {@code study}: values by name. */
final class JournalValues {
  static final String TABLE = "study";

  private static final String REMOVE = "DELETE FROM study WHERE name = ?";

  private final JournalFile file;
  private final Map<String, String> values = new HashMap<>();

  /** Reads the table. A writer deletes rows that do not fit their hash. */
  JournalValues(JournalFile file) throws SQLException {
    this.file = file;
    for (HashedRow row : file.rows(TABLE)) {
      if (file.holds(row)) {
        values.put(row.text("name"), row.text("value"));
      } else {
        Object name = row.values().get("name");
        file.reject("the row '%s'".formatted(name), "it will be found again");
        file.execute(REMOVE, name);
      }
    }
  }

  /** The row of a value as it is in the table, damaged or not. */
  static Optional<HashedRow> find(JournalFile file, String name) throws SQLException {
    return file.rows(TABLE).stream()
        .filter(row -> name.equals(row.values().get("name")))
        .findFirst();
  }

  static HashedRow row(String name, String value) {
    return HashedRow.of(TABLE, Map.of("name", name, "value", value));
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** Writes a value, within a change that is committed as a whole. */
  void write(String name, String value) throws SQLException {
    row(name, value).write(file.connection());
    values.put(name, value);
  }
}
