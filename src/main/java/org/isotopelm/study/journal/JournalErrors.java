package org.isotopelm.study.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What can go wrong with the database of a {@link Journal}, each with its remedy. */
final class JournalErrors {
  private JournalErrors() {}

  /** Some errors come from the disk, some from other programs, and the rest from damage. */
  static ProblemException unusable(Path file, SQLException cause) {
    SQLiteErrorCode code =
        cause instanceof SQLiteException known
            ? known.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    String why = Objects.requireNonNullElse(cause.getMessage(), "no reason given");
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_FULL ->
          failure(file, "the disk is full; free some space and run the same command again", cause);
      case SQLITE_IOERR ->
          failure(
              file,
              "the disk cannot read or write it (%s); repair the disk and run the same command again"
                  .formatted(why),
              cause);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          failure(
              file,
              "another program uses it; end that program and run the same command again",
              cause);
      case SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_AUTH ->
          failure(
              file,
              "this program may not write to it (%s); correct the permissions and run the same command again"
                  .formatted(why),
              cause);
      case SQLITE_NOMEM, SQLITE_INTERRUPT ->
          failure(file, "it could not be read (%s); try again".formatted(why), cause);
      default -> damaged(file, why, cause);
    };
  }

  private static ProblemException failure(Path file, String what, SQLException cause) {
    String message = "%s: the study's journal cannot be read or written: %s".formatted(file, what);
    return new ProblemException(ExitCode.FAILURE, List.of(Problem.of(message)), cause);
  }

  static ProblemException damaged(Path file, String what, @Nullable SQLException cause) {
    return data(
        "%s: the study's journal is damaged (%s); restore it from a copy, or "
            .formatted(file, what.strip()),
        Remedy.RESTART,
        cause);
  }

  static ProblemException data(String message, Remedy remedy, @Nullable SQLException cause) {
    return new ProblemException(ExitCode.DATA, List.of(Problem.of(message).with(remedy)), cause);
  }
}
