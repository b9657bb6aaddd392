package org.isotopelm.study;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Every cell of a study, kept as it ends, in {@code journal.sqlite}. One thread writes; a cell is
 * either wholly there or not at all, whenever the process is killed. Anyone may read meanwhile.
 *
 * <pre>
 * cell    one row an ended cell; key: opponent, point, fold, seed
 *   opponent             its name, '' for a point of the space
 *   point                values by dimension, as a JSON object
 *   fold                 0-based
 *   seed
 *   status               done | diverged
 *   message              why it diverged
 *   nll                  held out, at the end of training, nats per token
 *   train_nll, best_checkpoint_nll, best_step, tokens, exposure, steps, seconds     see CellResult
 * study   name, value
 *   identity             what the study is of, as JSON
 *   seconds              wall time so far, all sessions together
 *   test                 the test's result as in study --json, and below chosen, whose it is
 *   chosen               values of the point tested
 * PRAGMA user_version    of this layout: 1
 * </pre>
 */
final class Journal implements AutoCloseable {
  static final String FILE = "journal.sqlite";

  private static final int VERSION = 1;

  /** One statement a line; STRICT, so that a figure cannot turn into text unnoticed. */
  private static final String[] LAYOUT = {
    "CREATE TABLE study(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE cell(
      opponent TEXT NOT NULL, point TEXT NOT NULL, fold INTEGER NOT NULL, seed INTEGER NOT NULL,
      status TEXT NOT NULL, message TEXT, nll REAL, train_nll REAL, best_checkpoint_nll REAL,
      best_step INTEGER, tokens INTEGER, exposure REAL, steps INTEGER, seconds REAL,
      PRIMARY KEY(opponent, point, fold, seed)) STRICT, WITHOUT ROWID""",
    "PRAGMA user_version = " + VERSION
  };

  private static final String RECORD =
      "INSERT INTO cell VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String FIND =
      "SELECT * FROM cell WHERE opponent = ? AND point = ? AND fold = ? AND seed = ?";

  /** Whole numbers as in a point's values, so that a test read is equal to the test written. */
  private static final ObjectReader TEST =
      Json.mapper().readerFor(TestResult.class).with(DeserializationFeature.USE_LONG_FOR_INTS);

  private final Path file;
  private final Connection connection;
  private final long opened = System.nanoTime();
  private final double secondsBefore;

  private Journal(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.secondsBefore = Double.parseDouble(Objects.requireNonNullElse(read("seconds"), "0"));
  }

  /**
   * The journal in a folder, or a new one.
   *
   * @throws IsotopeException exit code 1 where it is another study's, 4 where it cannot be read
   */
  static Journal open(Path folder, Identity identity) {
    Path file = folder.resolve(FILE);
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try {
        return open(file, connection, identity);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  private static Journal open(Path file, Connection connection, Identity identity)
      throws SQLException {
    int version;
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      version = statement.executeQuery("PRAGMA user_version").getInt(1);
    }
    connection.setAutoCommit(false);
    if (version == 0) {
      create(connection);
    } else if (version != VERSION) {
      throw IsotopeException.data(
          file
              + ": its layout is of version "
              + version
              + ", this program reads version "
              + VERSION
              + "; take another --out, or --force to start anew");
    }
    Journal journal = new Journal(file, connection);
    journal.claim(identity);
    return journal;
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String line : LAYOUT) {
        statement.execute(line);
      }
    }
  }

  /** Signs a new journal; refuses that of another study. */
  private void claim(Identity identity) throws SQLException {
    String signed = read("identity");
    if (signed == null) {
      write("identity", identity.json());
      connection.commit();
      return;
    }
    identity.requireSame(signed, file);
  }

  /** A cell that has ended before. */
  Optional<Trial> find(Cell cell) {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      bindKey(query, cell);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(trial(cell, row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Keeps a cell for good. */
  void record(Trial trial) {
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      bindKey(insert, trial.cell());
      bindOutcome(insert, trial);
      insert.executeUpdate();
      write("seconds", Double.toString(seconds()));
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** The test of this point, if it has been made. */
  Optional<TestResult> test(Point chosen) {
    try {
      String test = read("test");
      return test != null && chosen.key().equals(read("chosen"))
          ? Optional.of(TEST.readValue(test))
          : Optional.empty();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Keeps the test of this point for good. */
  void record(Point chosen, TestResult test) {
    try {
      write("chosen", chosen.key());
      write("test", Json.mapper().writeValueAsString(test));
      write("seconds", Double.toString(seconds()));
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - opened) / 1e9;
  }

  /** Wall time of the study, in this session and those before, up to the last thing kept. */
  double secondsKept() {
    try {
      return Double.parseDouble(Objects.requireNonNullElse(read("seconds"), "0"));
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  private @Nullable String read(String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT value FROM study WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private void write(String name, String value) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement("INSERT OR REPLACE INTO study VALUES(?, ?)")) {
      upsert.setString(1, name);
      upsert.setString(2, value);
      upsert.executeUpdate();
    }
  }

  private static void bindKey(PreparedStatement statement, Cell cell) throws SQLException {
    statement.setString(1, Objects.requireNonNullElse(cell.contender().opponent(), ""));
    statement.setString(2, cell.contender().point().key());
    statement.setInt(3, cell.fold());
    statement.setLong(4, cell.seed());
  }

  private static void bindOutcome(PreparedStatement insert, Trial trial) throws SQLException {
    insert.setString(5, trial.status());
    insert.setString(6, trial.message());
    CellResult result = trial.result();
    if (result != null) {
      insert.setDouble(7, result.nll());
      insert.setDouble(8, result.trainNll());
      insert.setDouble(9, result.bestCheckpointNll());
      insert.setLong(10, result.bestStep());
      insert.setLong(11, result.tokens());
      insert.setDouble(12, result.exposure());
      insert.setLong(13, result.steps());
      insert.setDouble(14, result.seconds());
    }
  }

  private static Trial trial(Cell cell, ResultSet row) throws SQLException {
    if (row.getString("status").equals("diverged")) {
      return Trial.diverged(cell, Objects.requireNonNullElse(row.getString("message"), ""));
    }
    return Trial.of(
        cell,
        new CellResult(
            row.getDouble("nll"),
            row.getDouble("train_nll"),
            row.getDouble("best_checkpoint_nll"),
            row.getLong("best_step"),
            row.getLong("tokens"),
            1,
            row.getDouble("exposure"),
            1,
            row.getLong("steps"),
            row.getDouble("seconds"),
            List.of(),
            List.of()));
  }

  private static IsotopeException unreadable(Path file, SQLException cause) {
    return IsotopeException.data(
        file
            + ": the study's journal cannot be used ("
            + cause.getMessage()
            + "); mend what is said there, or --force to start anew",
        cause);
  }
}
