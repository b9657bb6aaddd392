package org.isotopelm.study.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Json;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the journal's tables. It has a hash of its values, so that a value that changed
 * on the disk is noticed.
 *
 * @param values by column: text, whole numbers, real numbers and null
 * @param hash as it was written; null in a journal of the layout without hashes
 */
record HashedRow(String table, SortedMap<String, @Nullable Object> values, @Nullable String hash) {
  static final String HASH = "hash";

  HashedRow {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** A row that is about to be written. */
  static HashedRow of(String table, Map<String, @Nullable Object> values) {
    return new HashedRow(table, new TreeMap<>(values), hash(table, values));
  }

  /** All rows of a table. */
  static List<HashedRow> all(Connection connection, String table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + table)) {
      return all(table, query);
    }
  }

  /** The rows that a query finds. */
  static List<HashedRow> all(String table, PreparedStatement query) throws SQLException {
    List<HashedRow> rows = new ArrayList<>();
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows.add(read(table, found));
      }
    }
    return rows;
  }

  private static HashedRow read(String table, ResultSet row) throws SQLException {
    SortedMap<String, @Nullable Object> values = new TreeMap<>();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      values.put(row.getMetaData().getColumnName(column), row.getObject(column));
    }
    return new HashedRow(table, values, (String) values.remove(HASH));
  }

  /** Whether the values are those that were written. */
  boolean holds() {
    return hash(table, values).equals(hash);
  }

  /** Writes the row, in place of one with the same key. */
  void write(Connection connection) throws SQLException {
    String columns = String.join(", ", values.keySet());
    String marks = values.keySet().stream().map(_ -> "?, ").collect(Collectors.joining());
    String insert =
        "INSERT OR REPLACE INTO %s(%s, %s) VALUES(%s?)".formatted(table, columns, HASH, marks);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      int column = 1;
      for (Object value : values.values()) {
        statement.setObject(column++, value);
      }
      statement.setString(column, hash);
      statement.executeUpdate();
    }
  }

  String text(String column) {
    return Objects.requireNonNull(textOrNull(column), column);
  }

  @Nullable String textOrNull(String column) {
    return (String) values.get(column);
  }

  long whole(String column) {
    return number(column).longValue();
  }

  /** The same; 0 for a column that an earlier program did not write. */
  long wholeOrZero(String column) {
    return values.get(column) instanceof Number number ? number.longValue() : 0;
  }

  double real(String column) {
    return number(column).doubleValue();
  }

  /** The same; NaN for what a counted model does not have. */
  double realOrNaN(String column) {
    return values.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private Number number(String column) {
    return (Number) Objects.requireNonNull(values.get(column), column);
  }

  /**
   * Of the table's name, the columns' names and their values; the order of the columns does not
   * matter.
   */
  private static String hash(String table, Map<String, @Nullable Object> values) {
    SortedMap<String, @Nullable String> written = new TreeMap<>();
    values.forEach((column, value) -> written.put(column, written(value)));
    written.values().removeIf(Objects::isNull);
    return ContentHash.of(table + Json.mapper().writeValueAsString(written)).toString();
  }

  /** As SQLite returns it: it has no NaN and no negative zero. */
  private static @Nullable String written(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double real when real.isNaN() -> null;
      case Double real -> Double.toString(real + 0.0);
      case Number whole -> Long.toString(whole.longValue());
      default -> value.toString();
    };
  }
}
