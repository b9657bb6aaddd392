package org.isotopelm.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.TemporaryFolder;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Every cell of a study, kept as it ends, in {@code journal.sqlite}. One thread writes; a cell is
 * either wholly there or not at all, whenever the process is killed. Anyone may read meanwhile.
 *
 * <pre>
 * point   one row a point of the search
 *   number               1 for the first that was proposed
 *   round                1 for the first; points of a round were proposed together
 *   origin               who proposed it: try_first, grid, sobol …
 *   point                values by dimension, as a JSON object
 *   pruned               why it was given up; null: it was not
 * cell    one row an ended cell; key: opponent, point, fold, seed
 *   opponent             its name, '' for a point of the space
 *   point                as above
 *   fold                 0-based
 *   seed
 *   status               done | diverged | crashed
 *   message              why it failed
 *   nll                  held out, at the end of training, nats per token
 *   train_nll, best_checkpoint_nll, best_step, tokens, bytes, exposure, learning_rate, steps, seconds     see CellResult
 *   unit_nll             Σ nll of each document held out, as a JSON list; SQLite's json_each reads it
 *   unit_tokens          predicted tokens of each
 *   evaluations          step and held-out nll during training, as a JSON list of objects
 *   unknown_tokens, unknown_bytes, planned_steps     see CellResult
 * study   name, value
 *   identity             what the study is of, as JSON
 *   standard             opponent and point of the contender that is the config as it stands
 *   stopped              why the search ended before its plan was done; empty: it did not
 *   seconds              wall time so far, all sessions together
 *   test                 the test's result as in study --json, and below chosen, whose it is
 *   chosen               values of the point tested
 * PRAGMA user_version    of this layout: 3
 * </pre>
 */
final class Journal implements AutoCloseable {
  static final String FILE = "journal.sqlite";

  private static final int VERSION = 3;

  /** Where SQLite's driver unpacks its library. */
  private static final String UNPACKED = "org.sqlite.tmpdir";

  /** One statement a line; STRICT, so that a figure cannot turn into text unnoticed. */
  private static final String[] LAYOUT = {
    "CREATE TABLE study(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE point(
      number INTEGER PRIMARY KEY, round INTEGER NOT NULL, origin TEXT NOT NULL,
      point TEXT NOT NULL UNIQUE, pruned TEXT) STRICT""",
    """
    CREATE TABLE cell(
      opponent TEXT NOT NULL, point TEXT NOT NULL, fold INTEGER NOT NULL, seed INTEGER NOT NULL,
      status TEXT NOT NULL, message TEXT, nll REAL, train_nll REAL, best_checkpoint_nll REAL,
      best_step INTEGER, tokens INTEGER, bytes INTEGER, exposure REAL, learning_rate REAL,
      steps INTEGER, seconds REAL, unit_nll TEXT, unit_tokens TEXT,
      evaluations TEXT, unknown_tokens INTEGER, unknown_bytes INTEGER, planned_steps INTEGER,
      PRIMARY KEY(opponent, point, fold, seed)) STRICT, WITHOUT ROWID""",
    "PRAGMA user_version = " + VERSION
  };

  private static final String RECORD =
      "INSERT OR REPLACE INTO cell VALUES(" + "?, ".repeat(21) + "?)";
  private static final String FIND =
      "SELECT * FROM cell WHERE opponent = ? AND point = ? AND fold = ? AND seed = ?";

  /** Whole numbers as in a point's values, so that a test read is equal to the test written. */
  private static final ObjectReader TEST =
      Json.mapper().readerFor(TestResult.class).with(DeserializationFeature.USE_LONG_FOR_INTS);

  private static final ObjectReader VALUES =
      Json.mapper()
          .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {})
          .with(DeserializationFeature.USE_LONG_FOR_INTS);

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
      Connection connection = connect(file);
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

  /**
   * SQLite's driver unpacks a library, which must not outlive the process, even one that is killed.
   */
  private static Connection connect(Path file) throws SQLException {
    if (System.getProperty(UNPACKED) == null) {
      System.setProperty(UNPACKED, TemporaryFolder.ofProcess().toString());
    }
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** Whether a folder holds a study. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /**
   * The journal of a study, to be read; the study may be running.
   *
   * @throws IsotopeException exit code 4 where there is none or it cannot be read
   */
  static Journal read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!isIn(folder)) {
      throw IsotopeException.data(
          file + " is not there, so this is no study's folder; name one that isotope study made");
    }
    try {
      Connection connection = connect(file);
      try {
        prepare(file, connection);
        return new Journal(file, connection);
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
    prepare(file, connection);
    Journal journal = new Journal(file, connection);
    journal.claim(identity);
    return journal;
  }

  /** Makes the layout of a new journal; refuses an older one. */
  private static void prepare(Path file, Connection connection) throws SQLException {
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

  /** What it was signed with; nothing if it is new. */
  Optional<Identity> identity() {
    try {
      return Optional.ofNullable(read("identity")).map(Identity::signed);
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** A cell that has ended before. */
  Optional<Trial> find(Cell cell) {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      CellRow.bindKey(query, cell);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(CellRow.trial(cell, row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Adds the plan's cells that have ended.
   *
   * @param crashed those that crashed, too
   */
  void load(Plan plan, Trials trials, boolean crashed) {
    plan.everyCell().stream()
        .filter(cell -> !trials.contains(cell))
        .map(this::find)
        .flatMap(Optional::stream)
        .filter(trial -> crashed || trial.status() != Trial.Status.CRASHED)
        .forEach(trials::add);
  }

  /** Keeps a cell for good. */
  void record(Trial trial) {
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      CellRow.bindKey(insert, trial.cell());
      CellRow.bindOutcome(insert, trial);
      insert.executeUpdate();
      write("seconds", Double.toString(seconds()));
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** The points of a round; none if it was not proposed yet. */
  List<Plan.Proposed> round(int round, Space space) {
    String select = "SELECT * FROM point WHERE round = ? ORDER BY number";
    try (PreparedStatement query = connection.prepareStatement(select)) {
      query.setInt(1, round);
      List<Plan.Proposed> points = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Point point = space.point(VALUES.readValue(row.getString("point")));
          points.add(
              new Plan.Proposed(point, round, row.getString("origin"), row.getString("pruned")));
        }
      }
      return points;
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Keeps points that were proposed for good. */
  void record(List<Plan.Proposed> points) {
    String insert = "INSERT INTO point(round, origin, point) VALUES(?, ?, ?)";
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      for (Plan.Proposed each : points) {
        row.setInt(1, each.round());
        row.setString(2, each.origin());
        row.setString(3, each.point().key());
        row.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Keeps why a point was given up. */
  void prune(Point point, String why) {
    String update = "UPDATE point SET pruned = ? WHERE point = ?";
    try (PreparedStatement row = connection.prepareStatement(update)) {
      row.setString(1, why);
      row.setString(2, point.key());
      row.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Whether this contender is the config as it stands; nothing if that was never asked. */
  Optional<Boolean> isStandard(Contender contender) {
    try {
      return Optional.ofNullable(read("standard")).map(key(contender)::equals);
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Keeps which contender is the config as it stands. */
  void standard(Contender contender) {
    try {
      write("standard", key(contender));
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Keeps why the search ended before its plan was done; empty: it did not. */
  void stopped(String why) {
    try {
      write("stopped", why);
      connection.commit();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Why the search ended before its plan was done; null: it did not, or it goes on. */
  @Nullable String stopped() {
    try {
      String why = read("stopped");
      return why == null || why.isEmpty() ? null : why;
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  private static String key(Contender contender) {
    return Objects.requireNonNullElse(contender.opponent(), "") + contender.point().key();
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

  /** The test of the point that was chosen last, if one has been made. */
  Optional<TestResult> test() {
    try {
      return Optional.ofNullable(read("test")).map(TEST::readValue);
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

  /** Wall time of the study, in this session and those before. */
  double seconds() {
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

  private static IsotopeException unreadable(Path file, SQLException cause) {
    return IsotopeException.data(
        file
            + ": the study's journal cannot be used ("
            + cause.getMessage()
            + "); mend what is said there, or --force to start anew",
        cause);
  }
}
