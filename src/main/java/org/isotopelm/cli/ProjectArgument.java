package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.draft.TimeLimit;
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

  /**
   * The same for a study: its own config.yaml stands for its folder.
   *
   * @throws ProblemException exit code 2 for settings beside that, which would make another study
   */
  static Path outOfStudy(Invocation invocation, Project project) {
    Path folder = Objects.requireNonNullElse(project.file().getParent(), Path.of(""));
    boolean begun = Study.isIn(folder) || Files.exists(folder.resolve(TimeLimit.FILE));
    boolean own = project.file().endsWith(RunFolder.CONFIG) && (begun || isAlone(folder));
    boolean changed = !invocation.settings().assignments().isEmpty();
    if (!own || invocation.has("out") || (changed && !begun)) {
      return out(invocation, project);
    }
    if (changed) {
      throw ProblemException.usage(
          "%s is the config of a study, and --set would make another study of it; change the file, or name the folder of the other study with --out"
              .formatted(project.file()));
    }
    return folder;
  }

  /** Whether a folder holds nothing but what a draft wrote: a study was to begin there. */
  private static boolean isAlone(Path folder) {
    try (Stream<Path> entries = Files.list(folder.toAbsolutePath())) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .allMatch(List.of(RunFolder.CONFIG, TimeLimit.FILE)::contains);
    } catch (IOException e) {
      return false;
    }
  }
}
