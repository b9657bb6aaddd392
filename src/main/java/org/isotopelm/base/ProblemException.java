package org.isotopelm.base;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error that a user can act on. The command line prints its problems, one a line, and ends with
 * its exit code. It prints a stack trace only on request.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final transient List<Problem> problems;

  public ProblemException(ExitCode exitCode, List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
    this.exitCode = exitCode;
    this.problems = List.copyOf(problems);
  }

  /** An error of the configuration: exit code 3. */
  public static ProblemException config(List<Problem> problems) {
    return new ProblemException(ExitCode.CONFIG, problems, null);
  }

  /** Throws an error of the configuration if there are any problems. */
  public static void throwIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw config(problems);
    }
  }

  /** An error of the configuration at one path. */
  public static ProblemException config(String path, String message) {
    return config(List.of(Problem.at(path, message)));
  }

  /** An error of text, tokens or a model file: exit code 4. */
  public static ProblemException data(String message) {
    return data(message, null);
  }

  /** Like {@link #data(String)}, with its cause. */
  public static ProblemException data(String message, @Nullable Throwable cause) {
    return new ProblemException(ExitCode.DATA, List.of(Problem.of(message)), cause);
  }

  /** Any other error that the user can act on: exit code 1. */
  public static ProblemException failure(String message) {
    return new ProblemException(ExitCode.FAILURE, List.of(Problem.of(message)), null);
  }

  /** Like {@link #failure(String)}, with a remedy that ends the sentence. */
  public static ProblemException failure(String message, Remedy remedy) {
    return new ProblemException(ExitCode.FAILURE, List.of(Problem.of(message).with(remedy)), null);
  }

  /** The user stopped the program before its work was done: exit code 130. */
  public static ProblemException interrupted(String message) {
    return new ProblemException(ExitCode.INTERRUPTED, List.of(Problem.of(message)), null);
  }

  /** A mistake in how a command or a method is used: exit code 2. */
  public static ProblemException usage(String message) {
    return new ProblemException(ExitCode.USAGE, List.of(Problem.of(message)), null);
  }

  /**
   * A mistake in an argument.
   *
   * @param name of the argument, in snake case: the command line has an option of that name
   */
  public static ProblemException usage(String name, String message) {
    return new ProblemException(ExitCode.USAGE, List.of(Problem.at(name, message)), null);
  }

  /**
   * The same error without config paths, for values outside a config, such as files named on the
   * command line.
   */
  public ProblemException withoutPaths() {
    return new ProblemException(
        exitCode,
        problems.stream()
            .map(
                p ->
                    new Problem(p.file(), p.line(), p.column(), null, p.message()).with(p.remedy()))
            .toList(),
        this);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public List<Problem> problems() {
    return problems;
  }
}
