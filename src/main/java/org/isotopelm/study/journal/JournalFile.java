package org.isotopelm.study.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.isotopelm.Remedy;
import org.isotopelm.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database of a {@link Journal}: its tables, its layouts old and new, and what can go wrong.
 */
final class JournalFile implements AutoCloseable {
  /** Where SQLite's driver unpacks its library. */
  private static final String UNPACKED = "org.sqlite.tmpdir";

  /** The layout that this program writes. */
  static final int VERSION = 4;

  /** The same without hashes. */
  private static final int WITHOUT_HASHES = 3;

  /** Columns of a cell that journals of version 3 may lack. */
  private static final List<String> LATER =
      List.of("unknown_tokens", "unknown_bytes", "planned_steps");

  /** How a journal of any version describes its points, in the first of its pages. */
  private static final String MARK = "CREATE TABLE point(";

  /** Bytes in which the first pages lie. */
  private static final int HEAD = 1 << 16;

  static final List<String> TABLES = List.of("study", "point", CellRow.TABLE);

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

  private final Path file;
  private final Connection connection;
  private int version;

  private JournalFile(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      version = statement.executeQuery("PRAGMA user_version").getInt(1);
      requireSound(statement);
    }
    connection.setAutoCommit(false);
    if (version != 0 && version != WITHOUT_HASHES && version != VERSION) {
      throw data(
          "%s: its layout is of version %s and this program reads version %s; use the program that made it, or "
              .formatted(file, Integer.toString(version), Integer.toString(VERSION)),
          Remedy.ANOTHER_FOLDER,
          null);
    }
  }

  /**
   * Whether a file is a journal beyond doubt. It is not opened as a database, which would leave
   * files beside it.
   */
  static boolean isSurely(Path file) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return head(file).contains(MARK) || (Files.exists(file) && head(log).contains(MARK));
  }

  private static String head(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    }
  }

  /** What the database itself can tell of damage: that a page's parts do not fit. */
  private void requireSound(Statement statement) throws SQLException {
    String found = statement.executeQuery("PRAGMA integrity_check(1)").getString(1);
    if (!found.equals("ok")) {
      throw damaged(file, found, null);
    }
  }

  /**
   * Opens a journal.
   *
   * @param write brings it to the newest layout, a new one included
   * @throws IsotopeException exit code 4 where it is damaged or newer than this program, 1 where
   *     the disk or its permissions are in the way
   */
  static JournalFile open(Path file, boolean write) {
    try {
      Connection connection = connect(file);
      try {
        JournalFile journal = new JournalFile(file, connection);
        if (write) {
          journal.renew();
        }
        return journal;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unusable(file, e);
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

  private void renew() throws SQLException {
    if (version == VERSION) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      if (version == 0) {
        for (String line : LAYOUT) {
          statement.execute(line);
        }
      } else {
        addHashes(statement);
      }
    }
    version = VERSION;
  }

  /** From now on the rows of an older journal are held to what they say today. */
  private void addHashes(Statement statement) throws SQLException {
    for (String column : LATER) {
      addColumn(statement, CellRow.TABLE, column, "INTEGER");
    }
    for (String table : TABLES) {
      addColumn(statement, table, Row.HASH, "TEXT");
      for (Row row : rows(table)) {
        Row.of(table, row.values()).write(connection);
      }
    }
    statement.execute("PRAGMA user_version = " + VERSION);
    connection.commit();
  }

  private static void addColumn(Statement statement, String table, String column, String type)
      throws SQLException {
    String find =
        "SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'".formatted(table, column);
    if (statement.executeQuery(find).getInt(1) == 0) {
      statement.execute("ALTER TABLE %s ADD COLUMN %s %s".formatted(table, column, type));
    }
  }

  Connection connection() {
    return connection;
  }

  Path path() {
    return file;
  }

  /** Whether a row is as it was written; a journal without hashes cannot tell. */
  boolean holds(Row row) {
    return version != VERSION || row.holds();
  }

  List<Row> rows(String table) throws SQLException {
    if (version == 0) {
      return List.of();
    }
    try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + table)) {
      return Row.all(table, query);
    }
  }

  IsotopeException unusable(SQLException cause) {
    return unusable(file, cause);
  }

  IsotopeException damaged(String what) {
    return damaged(file, what, null);
  }

  /** The disk is to blame for some errors, other programs for some, and damage for the rest. */
  private static IsotopeException unusable(Path file, SQLException cause) {
    SQLiteErrorCode code =
        cause instanceof SQLiteException known
            ? known.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    String why = Objects.requireNonNullElse(cause.getMessage(), "no reason given");
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_FULL ->
          failure(file, "the disk is full; make room, and the same command goes on", cause);
      case SQLITE_IOERR ->
          failure(
              file,
              "the disk refuses to read or write it (%s); mend that, and the same command goes on"
                  .formatted(why),
              cause);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          failure(file, "another program holds it; end that, and the same command goes on", cause);
      case SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_AUTH ->
          failure(
              file,
              "it may not be written to (%s); mend the permissions, and the same command goes on"
                  .formatted(why),
              cause);
      case SQLITE_NOMEM, SQLITE_INTERRUPT ->
          failure(file, "it could not be read (%s); try again".formatted(why), cause);
      default -> damaged(file, why, cause);
    };
  }

  private static IsotopeException failure(Path file, String what, SQLException cause) {
    String message = "%s: the study's journal cannot be used: %s".formatted(file, what);
    return new IsotopeException(ExitCode.FAILURE, List.of(Problem.of(message)), cause);
  }

  private static IsotopeException damaged(Path file, String what, @Nullable SQLException cause) {
    return data(
        "%s: the study's journal is damaged (%s); restore it from a copy, or "
            .formatted(file, what.strip()),
        Remedy.RESTART,
        cause);
  }

  private static IsotopeException data(
      String message, Remedy remedy, @Nullable SQLException cause) {
    return new IsotopeException(ExitCode.DATA, List.of(Problem.of(message).with(remedy)), cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }
}
