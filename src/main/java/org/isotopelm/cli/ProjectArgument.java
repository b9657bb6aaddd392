package org.isotopelm.cli;

import java.nio.file.Path;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.project.Project;

/** The config that a command is called with. */
final class ProjectArgument {
  private ProjectArgument() {}

  /** Reads the config that is the invocation's only argument. */
  static Project read(Invocation invocation) {
    return read(invocation, invocation.arguments(1, 1).getFirst());
  }

  /** Reads the config that one of the invocation's arguments names. */
  static Project read(Invocation invocation, String file) {
    return Project.read(invocation.home(), Path.of(file), invocation.settings());
  }

  /** {@code --out}, or models/ and the config's name. */
  static Path out(Invocation invocation, Project project) {
    return invocation.path("out").orElse(Path.of("models", project.name()));
  }
}
