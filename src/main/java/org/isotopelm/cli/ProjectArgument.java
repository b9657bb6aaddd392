package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.project.Project;
import org.isotopelm.study.Study;
import org.isotopelm.train.run.RunFolder;

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

  /** The same for a study: its own config.yaml stands for its folder. */
  static Path outOfStudy(Invocation invocation, Project project) {
    Path folder = Objects.requireNonNullElse(project.file().getParent(), Path.of(""));
    boolean own =
        project.file().endsWith(RunFolder.CONFIG)
            && invocation.settings().assignments().isEmpty()
            && (Study.isIn(folder) || isAlone(folder));
    return own && !invocation.has("out") ? folder : out(invocation, project);
  }

  /** Whether a folder holds nothing but a config: a study was to begin there. */
  private static boolean isAlone(Path folder) {
    try (Stream<Path> entries = Files.list(folder.toAbsolutePath())) {
      return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).count() == 1;
    } catch (IOException e) {
      return false;
    }
  }
}
