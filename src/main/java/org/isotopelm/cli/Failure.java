package org.isotopelm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Problem;
import org.isotopelm.cli.console.Output;
import org.isotopelm.train.cost.Memory;

/**
 * How the program ends by an error.
 *
 * @param code the exit code
 * @param problems what the user reads, one a line
 */
record Failure(ExitCode code, List<Problem> problems) {
  /** The JSON of an error. */
  record Report(Detail error) {}

  /** What stands under {@code error}. */
  record Detail(int code, List<Problem> problems) {}

  /** What to say of an error: in the user's terms if it is one, else as a fault of the program. */
  static Failure of(Throwable error) {
    return switch (error) {
      case IsotopeException known ->
          new Failure(
              known.exitCode(),
              known.problems().stream()
                  .map(problem -> OptionWords.of(known.exitCode(), problem))
                  .toList());
      case UncheckedIOException wrapped -> of(Objects.requireNonNull(wrapped.getCause()));
      case InvalidPathException bad ->
          of(
              ExitCode.USAGE,
              "%s is not a path: %s%s"
                  .formatted(
                      bad.getInput(),
                      bad.getReason().toLowerCase(Locale.ROOT),
                      bad.getInput().indexOf('\0') < 0
                          ? "; set LC_ALL=C.UTF-8 for names beyond ASCII"
                          : ""));
      case FileSystemException refused ->
          of(ExitCode.FAILURE, refused.getFile() + ": " + FileReason.of(refused));
      case IOException refused -> of(ExitCode.FAILURE, "input or output: " + refused.getMessage());
      case OutOfMemoryError full ->
          of(ExitCode.FAILURE, Memory.usedUp("make the model or the batch smaller"));
      case InternalError fault when isMappedFile(fault) ->
          of(
              ExitCode.DATA,
              "a file, perhaps one of data/cache, was cut short or its disk failed "
                  + "while it was read; start again: damaged files there are made again");
      default ->
          of(
              ExitCode.FAILURE,
              "unexpected error: %s; please report it with the output of --stacktrace"
                  .formatted(error));
    };
  }

  /** How the JVM says that a page of a mapped file is missing. */
  private static boolean isMappedFile(InternalError fault) {
    return String.valueOf(fault.getMessage()).contains("unsafe memory access");
  }

  private static Failure of(ExitCode code, String message) {
    return new Failure(code, List.of(Problem.of(message)));
  }

  /**
   * Writes it to standard error for people and, under {@code --json}, to standard output for
   * programs.
   */
  ExitCode tell(Output output) {
    problems.forEach(problem -> output.error(line(problem)));
    if (output.json()) {
      output.result(new Report(new Detail(code.number(), problems)), out -> {});
    }
    return code;
  }

  /** As compilers do: the place first, the program's name where there is none. */
  private static String line(Problem problem) {
    return problem.file() == null ? "isotope: " + problem : problem.toString();
  }
}
