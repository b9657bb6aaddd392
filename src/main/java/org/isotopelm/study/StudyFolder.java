package org.isotopelm.study;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A study's folder, held by one process at a time. The operating system lets go of the lock when
 * the process ends, however it ends.
 */
final class StudyFolder implements AutoCloseable {
  static final String CHOSEN = "chosen";
  static final String ZERO = "zero";

  /** What running cells keep. */
  static final String CELLS = "cells";

  /** The studies inside the outer folds of a nested one. */
  static final String OUTER = "outer";

  private static final String LOCK = "study.lock";

  /** What a study keeps; all that starting anew throws away. */
  private static final List<String> CONTENTS =
      List.of(
          Journal.FILE,
          Journal.FILE + "-wal",
          Journal.FILE + "-shm",
          CHOSEN,
          ZERO,
          CELLS,
          OUTER,
          "study.json",
          "trials.csv",
          "curve.svg",
          "curve.png",
          "report.html",
          "report.md");

  private final Path path;
  private final FileChannel lock;

  private StudyFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is made if it is not there.
   *
   * @param anew throws away the study that it holds
   * @throws IsotopeException exit code 1, where another process is at it or it holds something else
   */
  static StudyFolder take(Path path, boolean anew) {
    try {
      refuseRun(path);
      Files.createDirectories(path);
      StudyFolder folder = new StudyFolder(path, lock(path));
      if (anew) {
        for (String name : CONTENTS) {
          delete(path.resolve(name));
        }
      }
      return folder;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static void refuseRun(Path path) {
    if (Files.exists(path.resolve("checkpoints"))) {
      throw IsotopeException.failure(path + " holds a training run, no study; take another --out");
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw IsotopeException.failure(
          path + ": this study is running in another process; wait for it, or take another --out");
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Removes a file, or a folder and all that is in it; nothing where there is none. */
  static void delete(Path path) {
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

  private static IsotopeException unusable(Path path, IOException cause) {
    String message =
        path + " cannot be used as a study's folder: " + cause + "; take another --out";
    return new IsotopeException(ExitCode.FAILURE, List.of(Problem.of(message)), cause);
  }
}
