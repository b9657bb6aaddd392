package org.isotopelm.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.CellRunner;
import org.isotopelm.study.trial.Cell;

/**
 * The network of the first fold and seed that has the lowest figure so far, kept where the weights
 * of the mixture will be fitted. If its point is chosen and final models train as cells do, the
 * mixture needs no training of its own: the network is the very one that this training would give.
 * Any other stands in for it where the time is too short.
 */
final class KeptNetwork {
  private KeptNetwork() {}

  /** Whether a study may use one: all of its points have the same text and tokens. */
  static boolean isOfUse(StudySpec spec) {
    return spec.finals() != null
        && spec.finals().mix()
        && spec.search().warmStart().isEmpty()
        && spec.space().values().stream()
            .flatMap(dimension -> dimension.set().stream())
            .noneMatch(path -> path.startsWith("data") || path.startsWith("tokenizer"));
  }

  /** Whether it may be the very network that the weights are to be fitted with. */
  private static boolean isTheVery(StudySpec spec) {
    return isOfUse(spec) && Objects.requireNonNull(spec.finals()).trainsAsCells();
  }

  /** Whether a study will use one: with one cell a point, the lowest figure is the choice. */
  static boolean isExpected(StudySpec spec) {
    return isTheVery(spec) && spec.cellsPerPoint() == 1;
  }

  /**
   * Moves the network of a cell there, in the place of another cell's.
   *
   * @param run that the cell has left
   */
  static void keep(Path study, Cell cell, Path run) {
    Path finals = study.resolve(StudyFolder.FINALS);
    try {
      Files.createDirectories(finals);
      try (var folders = Files.newDirectoryStream(finals)) {
        folders.forEach(each -> StudyFolder.delete(in(each)));
      }
      Path to = finals.resolve(cell.name());
      Files.createDirectories(to);
      Files.move(run, in(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is one of the chosen point. */
  static boolean isKept(FinalTasks tasks) {
    return isTheVery(tasks.plan().spec()) && Files.isDirectory(in(tasks.weightsFolder()));
  }

  /** The one that is kept, of whichever point; empty where there is none. */
  static Optional<Path> any(Path study, StudySpec spec) {
    Path finals = study.resolve(StudyFolder.FINALS);
    if (!isOfUse(spec) || !Files.isDirectory(finals)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(finals)) {
      return folders.sorted().map(KeptNetwork::in).filter(Files::isDirectory).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path in(Path folder) {
    return folder.resolve(CellRunner.RUN);
  }
}
