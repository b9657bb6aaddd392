package org.isotopelm.study.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.FolderLock;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.train.run.RunFolder;

/**
 * A study's folder, held by one process at a time. The operating system releases the lock when the
 * process ends, in whatever way.
 */
public final class StudyFolder implements AutoCloseable {
  public static final String CHOSEN = "chosen";
  public static final String ZERO = "zero";

  /** The single final model, where others are made beside it: then the best of all is chosen. */
  public static final String SINGLE = "single";

  /** The other trainings of an ensemble. */
  public static final String MEMBERS = "members";

  public static final String ENSEMBLE = "ensemble";
  public static final String STUDENT = "student";
  public static final String COUNTED = "counted";
  public static final String MIX = "mix";

  /** The folder of running cells. */
  public static final String CELLS = "cells";

  /** The final runs that are scored and not kept. */
  public static final String FINALS = "finals";

  /** The studies inside the outer folds of a nested one. */
  public static final String OUTER = "outer";

  /** What a study keeps, and starting anew deletes. */
  private static final List<String> CONTENTS =
      List.of(
          CHOSEN,
          ZERO,
          SINGLE,
          MEMBERS,
          ENSEMBLE,
          STUDENT,
          COUNTED,
          MIX,
          CELLS,
          FINALS,
          OUTER,
          "study.json",
          "trials.csv",
          "curve.svg",
          "curve.png",
          "report.html",
          "report.md",
          // Last, so that the folder is still a study after a kill.
          Journal.FILE + "-wal",
          Journal.FILE + "-shm",
          Journal.FILE);

  /** Final runs that a study makes of its choice. */
  static final List<String> RUNS = List.of(CHOSEN, ZERO, SINGLE, ENSEMBLE, STUDENT, COUNTED, MIX);

  private final Path path;
  private final FolderLock lock;

  private StudyFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder, and makes it if it does not exist.
   *
   * @param anew whether to delete the study that it holds
   * @throws ProblemException exit code 1, where another process uses it or it holds something else
   */
  public static StudyFolder take(Path path, boolean anew) {
    try {
      refuseOthers(path);
      StudyFolder folder = new StudyFolder(path, lock(path));
      if (anew) {
        refuseStrangers(path);
        for (String name : CONTENTS) {
          delete(path.resolve(name));
        }
      }
      return folder;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  public Path path() {
    return path;
  }

  /** Where the single final model of a study is, of which the others are made. */
  public static Path single(Path study) {
    Path single = study.resolve(SINGLE);
    return Files.isDirectory(single) ? single : study.resolve(CHOSEN);
  }

  /** Refuses to keep anything in a folder that was removed, or replaced by another. */
  public void requireHeld() {
    lock.requireHeld();
  }

  @Override
  public void close() {
    lock.close();
  }

  /**
   * Refuses a file, a run, or a folder in which files with a study's names are not a study's.
   *
   * @throws ProblemException exit code 1
   */
  public static void refuseOthers(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw ProblemException.failure(path + " is a file; ", Remedy.ANOTHER_FOLDER);
    }
    if (RunFolder.isRun(path) || Files.exists(path.resolve(RunReader.FOLDER))) {
      throw ProblemException.failure(
          path + " holds a training run, not a study; ", Remedy.ANOTHER_FOLDER);
    }
    if (!Journal.isIn(path)) {
      CONTENTS.stream()
          .filter(name -> Files.exists(path.resolve(name)))
          .findFirst()
          .ifPresent(
              name -> {
                throw ProblemException.failure(
                    "%s holds %s, which no study wrote there; ".formatted(path, name),
                    Remedy.ANOTHER_FOLDER);
              });
    }
  }

  /** Refuses to delete what the user put into the study's folders, such as an export. */
  private static void refuseStrangers(Path path) throws IOException {
    Optional<Path> stranger = stranger(path);
    if (stranger.isPresent()) {
      throw ProblemException.failure(
          "%s is not part of a study, so the study is not deleted; move it, or "
              .formatted(stranger.get()),
          Remedy.ANOTHER_FOLDER);
    }
  }

  private static Optional<Path> stranger(Path study) throws IOException {
    List<Path> strangers = new ArrayList<>();
    for (Path run : runs(study)) {
      RunFolder.stranger(run).ifPresent(strangers::add);
    }
    for (String cells : List.of(CELLS, FINALS)) {
      entries(study.resolve(cells)).stream()
          .filter(entry -> !Cell.isName(entry.getFileName().toString()))
          .forEach(strangers::add);
    }
    for (Path outer : entries(study.resolve(OUTER))) {
      if (Journal.isIn(outer)) {
        stranger(outer).ifPresent(strangers::add);
      } else if (!isEmpty(outer)) {
        strangers.add(outer);
      }
    }
    return strangers.stream().findFirst();
  }

  private static List<Path> runs(Path study) throws IOException {
    return Stream.concat(
            RUNS.stream().map(study::resolve), entries(study.resolve(MEMBERS)).stream())
        .filter(Files::isDirectory)
        .toList();
  }

  /** As a kill leaves one that was to become a study. */
  private static boolean isEmpty(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && entries(folder).stream()
            .allMatch(entry -> entry.getFileName().toString().equals(FolderLock.FILE));
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /** Removes the final runs of another choice; refuses if the user put something there. */
  public void deleteFinals() {
    try {
      for (Path run : runs(path)) {
        RunFolder.stranger(run)
            .ifPresent(
                stranger -> {
                  throw ProblemException.failure(
                      "%s is not part of a study, so the final run in its folder is not replaced; move it and run the study again"
                          .formatted(stranger));
                });
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
    RUNS.forEach(run -> delete(path.resolve(run)));
    delete(path.resolve(MEMBERS));
    deleteNamed(path.resolve(FINALS));
  }

  /** Removes what a study named after its cells in a folder, and the folder if it is then empty. */
  public static void deleteNamed(Path folder) {
    try {
      boolean empty = true;
      for (Path entry : entries(folder)) {
        boolean own = Cell.isName(entry.getFileName().toString());
        if (own) {
          delete(entry);
        }
        empty &= own;
      }
      if (empty) {
        delete(folder);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Puts a copy of a run, without its lock, in the place of {@value #CHOSEN}, whole or not at all.
   */
  public static void choose(Path study, Path run) {
    try {
      AtomicFolder.write(study.resolve(CHOSEN), target -> copy(run, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path run, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path each : files.toList()) {
        Path target = to.resolve(run.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else if (!each.getFileName().toString().equals(FolderLock.FILE)) {
          Files.copy(each, target);
        }
      }
    }
  }

  private static FolderLock lock(Path path) throws IOException {
    return FolderLock.take(path)
        .orElseThrow(
            () ->
                ProblemException.failure(
                    path + ": this study is running in another process; wait until it ends, or ",
                    Remedy.ANOTHER_FOLDER));
  }

  /** Removes a file, or a folder and all that is in it; nothing where there is none. */
  public static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static ProblemException unusable(Path path, IOException cause) {
    Problem problem =
        Problem.of(
            "%s cannot be used as a study's folder: %s; ".formatted(path, FileReason.of(cause)));
    return new ProblemException(
        ExitCode.FAILURE, List.of(problem.with(Remedy.ANOTHER_FOLDER)), cause);
  }
}
