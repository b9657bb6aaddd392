package org.isotopelm.train.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.base.FolderLock;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.checkpoint.CheckpointContents;
import org.isotopelm.checkpoint.Checkpoints;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.train.StartWeights;

/**
 * A run's folder as names: what a training and its report write there. Only these are ever deleted,
 * and only where nothing else lies among them.
 */
final class RunContents {
  /**
   * In the order in which they are deleted. While config.yaml is there the folder is a run, so a
   * kill during the deletion leaves a run that begins from its start.
   */
  private static final List<String> FILES =
      List.of(
          RunFolder.METRICS,
          RunDivergence.FILE,
          "report.html",
          "report.md",
          "decay.svg",
          CountedScore.FILE,
          "provenance.json",
          StartWeights.FILE,
          RunFolder.PLAN,
          RunSeal.FILE,
          RunFolder.TOKENIZER,
          RunFolder.CONFIG);

  /** What a kill may leave of a run that was about to begin. */
  private static final List<String> FIRST =
      List.of(StartWeights.FILE, RunFolder.TOKENIZER, RunFolder.PLAN, RunSeal.FILE);

  /** As {@link org.isotopelm.base.AtomicFile} names what it has not finished. */
  private static final Pattern UNFINISHED = Pattern.compile("\\.(.+)\\.\\d+-[0-9a-f]+\\.tmp");

  private final Path folder;

  RunContents(Path folder) {
    this.folder = folder;
  }

  /** Whether a training began here: no other program leaves these three side by side. */
  boolean isRun() {
    return has(RunFolder.CONFIG)
        && has(RunFolder.TOKENIZER)
        && (has(RunSeal.FILE) || has(FolderLock.FILE));
  }

  /**
   * Whether this is a run and nothing else: its seal says so, or it has whole checkpoints. Other
   * programs leave a config and a lock side by side, too.
   */
  boolean isSurelyRun() throws IOException {
    return RunSeal.isIn(folder)
        || ((has(RunFolder.CONFIG) || has(RunFolder.TOKENIZER)) && hasCheckpoints());
  }

  private boolean hasCheckpoints() {
    Path checkpoints = folder.resolve(RunReader.FOLDER);
    return Files.isReadable(checkpoints) && !new Checkpoints(checkpoints).steps().isEmpty();
  }

  /** What a new run would overwrite although no training of ours began it. */
  Optional<String> inTheWay() {
    boolean begun = has(FolderLock.FILE);
    return Stream.concat(FILES.stream(), Stream.of(RunReader.FOLDER))
        .filter(name -> !(begun && FIRST.contains(name)))
        .filter(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  /** Something here that no training wrote; nothing where all is a run's. */
  Optional<Path> stranger() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (!isOurs(entry)) {
          return Optional.of(entry);
        }
      }
    }
    return checkpoints().stranger();
  }

  private static boolean isOurs(Path entry) {
    String name = entry.getFileName().toString();
    return name.equals(RunReader.FOLDER)
        || (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
            && (name.equals(FolderLock.FILE) || FILES.contains(name) || isUnfinished(name)));
  }

  private static boolean isUnfinished(String name) {
    var matcher = UNFINISHED.matcher(name);
    return matcher.matches() && FILES.contains(matcher.group(1));
  }

  /** Deletes the run; its lock stays, as it is held. */
  void delete() throws IOException {
    checkpoints().delete();
    deleteUnfinished();
    for (String name : FILES) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  /** Deletes what a killed process had begun to write. */
  void deleteUnfinished() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(e -> isUnfinished(e.getFileName().toString())).toList()) {
        Files.delete(entry);
      }
    }
  }

  private CheckpointContents checkpoints() {
    return new CheckpointContents(folder.resolve(RunReader.FOLDER), RunCheckpoints.FILES);
  }

  private boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
