package org.isotopelm.cli;

import java.util.List;
import java.util.Objects;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IoProblem;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
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
      case org.isotopelm.IsotopeException ofLibrary ->
          of(Objects.requireNonNull(ofLibrary.getCause(), "it has one"));
      case ProblemException known ->
          new Failure(
              known.exitCode(),
              known.problems().stream()
                  .map(problem -> OptionWords.of(known.exitCode(), problem))
                  .toList());
      case OutOfMemoryError full ->
          of(ExitCode.FAILURE, Memory.usedUp("make the model or the batch smaller"));
      default ->
          IoProblem.of(error)
              .map(Failure::of)
              .orElseGet(
                  () ->
                      of(
                          ExitCode.FAILURE,
                          "unexpected error: %s; please report it with the output of --stacktrace"
                              .formatted(error)));
    };
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
