package org.isotopelm.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What the file system refused, as an error that a user can act on. */
public final class IoProblem {
  private IoProblem() {}

  /** The error in the user's terms; nothing where it is none of files and paths. */
  public static Optional<ProblemException> of(Throwable error) {
    return switch (error) {
      case UncheckedIOException wrapped -> of(Objects.requireNonNull(wrapped.getCause()));
      case InvalidPathException bad ->
          known(
              ExitCode.USAGE,
              "%s is not a path: %s%s"
                  .formatted(
                      bad.getInput(),
                      bad.getReason().toLowerCase(Locale.ROOT),
                      bad.getInput().indexOf('\0') < 0
                          ? "; set LC_ALL=C.UTF-8 for names beyond ASCII"
                          : ""),
              error);
      case FileSystemException refused ->
          known(ExitCode.FAILURE, refused.getFile() + ": " + FileReason.of(refused), error);
      case IOException refused ->
          known(ExitCode.FAILURE, "input or output: " + refused.getMessage(), error);
      case InternalError fault when isMappedFile(fault) ->
          known(
              ExitCode.DATA,
              "a file, perhaps one of data/cache, was cut short or its disk failed "
                  + "while it was read; start again: damaged files there are made again",
              error);
      default -> Optional.empty();
    };
  }

  /** How the JVM says that a page of a mapped file is missing. */
  private static boolean isMappedFile(InternalError fault) {
    return String.valueOf(fault.getMessage()).contains("unsafe memory access");
  }

  private static Optional<ProblemException> known(ExitCode code, String message, Throwable cause) {
    return Optional.of(new ProblemException(code, List.of(Problem.of(message)), cause));
  }
}
