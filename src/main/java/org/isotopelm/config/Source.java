package org.isotopelm.config;

import java.util.Comparator;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Knows where each value of a config was written. */
public final class Source {
  /** The file from top to bottom, then what the command line says. */
  static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem problem) -> problem.line() == 0)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::toString);

  private final PlacedTree tree;
  private final String configFolder;
  private final String workingFolder;

  /** Folders are real paths: there begin the paths in the file and on the command line. */
  Source(PlacedTree tree, String configFolder, String workingFolder) {
    this.tree = tree;
    this.configFolder = configFolder;
    this.workingFolder = workingFolder;
  }

  /**
   * The same error with file, line and column added to each problem that names a config path: those
   * of the value, or of the nearest one around it that the config holds.
   */
  public ProblemException locate(ProblemException error) {
    boolean config = error.exitCode() == ExitCode.CONFIG;
    List<Problem> problems =
        error.problems().stream().map(p -> config || p.path() != null ? locate(p) : p).toList();
    return new ProblemException(error.exitCode(), problems, error);
  }

  private Problem locate(Problem problem) {
    if (problem.file() != null) {
      return problem;
    }
    String path = problem.path() == null ? "" : problem.path();
    DottedPath.Resolved found = DottedPath.resolve(tree.root(), path);
    String name = DottedPath.name(tree.root(), found.pointer());
    String rest = String.join(".", found.rest());
    String full = name + (name.isEmpty() || rest.isEmpty() ? "" : ".") + rest;
    return problem(tree.place(found.pointer()), full, problem.message()).with(problem.remedy());
  }

  /** What was found in {@code root}, this config's tree or a copy of it with other values. */
  List<Problem> problems(JsonNode root, List<Fault> faults) {
    return faults.stream()
        .distinct()
        .map(f -> problem(tree.place(f), DottedPath.name(root, f.pointer()), f.message()))
        .sorted(ORDER)
        .toList();
  }

  private static Problem problem(Place place, String path, String message) {
    return new Problem(place.file(), place.line(), place.column(), path, message);
  }

  /** Where a relative path at {@code pointer} begins. */
  String folder(JsonPointer pointer) {
    return tree.place(pointer).isFile() ? configFolder : workingFolder;
  }
}
