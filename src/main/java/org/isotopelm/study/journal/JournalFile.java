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
import java.util.function.Supplier;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.base.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of a {@link Journal}: opened, checked, read and changed. */
final class JournalFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** Where SQLite's driver unpacks its library. */
  private static final String UNPACKED = "org.sqlite.tmpdir";

  /** How a journal of any version describes its points, in the first of its pages. */
  private static final String MARK = "CREATE TABLE point(";

  /** Bytes in which the first pages lie. */
  private static final int HEAD = 1 << 16;

  private final Path file;
  private final Connection connection;
  private final boolean writes;
  private int version;

  private JournalFile(Path file, Connection connection, boolean writes) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.writes = writes;
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      version = statement.executeQuery("PRAGMA user_version").getInt(1);
      requireSound(statement);
    }
    connection.setAutoCommit(false);
    if (version != 0
        && version != JournalLayout.WITHOUT_HASHES
        && version != JournalLayout.VERSION) {
      throw JournalErrors.data(
          "%s: its layout has version %s, and this program reads version %s; use the program that made it, or "
              .formatted(file, Integer.toString(version), Integer.toString(JournalLayout.VERSION)),
          Remedy.ANOTHER_FOLDER,
          null);
    }
  }

  /**
   * Whether a file is certainly a journal. It is not opened as a database, because that would leave
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

  /** Damage that the database itself finds: the parts of a page do not fit. */
  private void requireSound(Statement statement) throws SQLException {
    String found = statement.executeQuery("PRAGMA integrity_check(1)").getString(1);
    if (!found.equals("ok")) {
      throw JournalErrors.damaged(file, found, null);
    }
  }

  /**
   * Opens a journal.
   *
   * @param write brings it to the newest layout, a new one included
   * @throws ProblemException exit code 4 where it is damaged or newer than this program, 1 where
   *     the disk or its permissions are in the way
   */
  static JournalFile open(Path file, boolean write) {
    try {
      Connection connection = connect(file);
      try {
        JournalFile journal = new JournalFile(file, connection, write);
        if (write) {
          journal.renew();
        }
        return journal;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw JournalErrors.unusable(file, e);
    }
  }

  /**
   * SQLite's driver unpacks a library. The file must not outlive the process, even if that is
   * killed.
   */
  private static Connection connect(Path file) throws SQLException {
    if (System.getProperty(UNPACKED) == null) {
      System.setProperty(UNPACKED, TemporaryFolder.ofProcess().toString());
    }
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private void renew() throws SQLException {
    if (version == 0) {
      JournalLayout.create(connection);
    } else if (version == JournalLayout.WITHOUT_HASHES) {
      JournalLayout.addHashes(connection);
    }
    version = JournalLayout.VERSION;
  }

  /** Whether it was opened to be written. */
  boolean writes() {
    return writes;
  }

  Connection connection() {
    return connection;
  }

  Path path() {
    return file;
  }

  /** Whether a row is as it was written; a journal without hashes cannot tell. */
  boolean holds(HashedRow row) {
    return version != JournalLayout.VERSION || row.holds();
  }

  List<HashedRow> rows(String table) throws SQLException {
    if (version == 0) {
      return List.of();
    }
    return HashedRow.all(connection, table);
  }

  ProblemException unusable(SQLException cause) {
    return JournalErrors.unusable(file, cause);
  }

  ProblemException damaged(String what) {
    return JournalErrors.damaged(file, what, null);
  }

  /**
   * Reports that something does not fit its hash and is not used. Reading stops here, because a
   * reader cannot make it again.
   */
  void reject(String what, String remedy) {
    String said = "%s: %s is damaged: it does not fit its checksum".formatted(file, what);
    if (!writes) {
      throw ProblemException.data(said + "; run the study again, which repairs it");
    }
    LOG.warn("{}; {}", said, remedy);
  }

  /** Reads a row's content; in a journal without hashes it may be anything. */
  <T> T parsed(String what, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw damaged("the row '%s' cannot be read".formatted(what));
    }
  }

  /** A change of rows. */
  interface Change {
    void make() throws SQLException;
  }

  /** Makes a change as a whole or not at all. */
  void keep(Change change) {
    try {
      change.make();
      commit();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /** Runs a statement with these values in the place of its question marks. */
  void execute(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
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
