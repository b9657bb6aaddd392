package org.isotopelm.cli;

import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.Remedy;

/** Puts the library's problems into the words of the command line, which names its options. */
final class OptionWords {
  private OptionWords() {}

  /** The problem as the user reads it. */
  static Problem of(ExitCode code, Problem problem) {
    String message = problem.message() + words(problem.remedy());
    return code == ExitCode.USAGE && problem.path() != null
        ? Problem.of("--" + problem.path().replace('_', '-') + ": " + message)
        : new Problem(problem.file(), problem.line(), problem.column(), problem.path(), message);
  }

  private static String words(Remedy remedy) {
    return switch (remedy) {
      case NONE -> "";
      case REPLACE -> "--force replaces it";
      case ANOTHER_FOLDER -> "name another folder with --out";
      case FOLDER_OUTSIDE -> "name a folder outside it with --out";
      case ACCEPT_CHANGES -> "continue with --accept-changes";
      case LOOK_AGAIN -> "--look-again allows it all the same, and the report will say so";
      case RESTART -> "begin the study anew with --force";
      case ANOTHER_FOLDER_OR_RESTART ->
          "name another folder with --out, or begin this study anew with --force, which deletes the other one";
    };
  }
}
