package org.isotopelm.study.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a {@link Journal}, and how an older layout becomes the newest. */
final class JournalLayout {
  /** The layout that this program writes. */
  static final int VERSION = 4;

  /** The same without hashes. */
  static final int WITHOUT_HASHES = 3;

  /** Columns of a cell that journals of version 3 may lack. */
  private static final List<String> LATER =
      List.of("unknown_tokens", "unknown_bytes", "planned_steps");

  static final List<String> TABLES = List.of(JournalValues.TABLE, PointRow.TABLE, CellRow.TABLE);

  /** One statement each; STRICT, so that a figure cannot turn into text unnoticed. */
  private static final String[] LAYOUT = {
    """
    CREATE TABLE study(name TEXT PRIMARY KEY, value TEXT NOT NULL, hash TEXT)
    STRICT, WITHOUT ROWID""",
    """
    CREATE TABLE point(
      number INTEGER PRIMARY KEY, round INTEGER NOT NULL, origin TEXT NOT NULL,
      point TEXT NOT NULL UNIQUE, pruned TEXT, hash TEXT) STRICT""",
    """
    CREATE TABLE cell(
      opponent TEXT NOT NULL, point TEXT NOT NULL, fold INTEGER NOT NULL, seed INTEGER NOT NULL,
      status TEXT NOT NULL, message TEXT, nll REAL, train_nll REAL, best_checkpoint_nll REAL,
      best_step INTEGER, tokens INTEGER, bytes INTEGER, exposure REAL, learning_rate REAL,
      steps INTEGER, seconds REAL, unit_nll TEXT, unit_tokens TEXT,
      evaluations TEXT, unknown_tokens INTEGER, unknown_bytes INTEGER, planned_steps INTEGER,
      hash TEXT,
      PRIMARY KEY(opponent, point, fold, seed)) STRICT, WITHOUT ROWID""",
    "PRAGMA user_version = " + VERSION
  };

  private JournalLayout() {}

  /** Makes the tables of a new journal. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String line : LAYOUT) {
        statement.execute(line);
      }
    }
  }

  /** Gives the rows of an older journal hashes of their present content. */
  static void addHashes(Connection connection) throws SQLException {
    for (String column : LATER) {
      addColumn(connection, CellRow.TABLE, column, "INTEGER");
    }
    for (String table : TABLES) {
      addColumn(connection, table, HashedRow.HASH, "TEXT");
      for (HashedRow row : HashedRow.all(connection, table)) {
        HashedRow.of(table, row.values()).write(connection);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + VERSION);
    }
    connection.commit();
  }

  private static void addColumn(Connection connection, String table, String column, String type)
      throws SQLException {
    String find =
        "SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'".formatted(table, column);
    try (Statement statement = connection.createStatement()) {
      if (statement.executeQuery(find).getInt(1) == 0) {
        statement.execute("ALTER TABLE %s ADD COLUMN %s %s".formatted(table, column, type));
      }
    }
  }
}
