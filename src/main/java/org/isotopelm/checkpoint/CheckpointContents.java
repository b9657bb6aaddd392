package org.isotopelm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names in the {@code checkpoints} folder of a run: those that {@link CheckpointWriter} wrote,
 * and those of other files, which Isotope must not delete.
 */
public final class CheckpointContents {
  private static final Set<String> TEXTS = Set.of(Checkpoints.BEST, Checkpoints.LAST);

  private final Path folder;
  private final Set<String> files;

  /**
   * @param folder may be missing
   * @param files of a checkpoint, by name, without the manifest
   */
  public CheckpointContents(Path folder, Set<String> files) {
    this.folder = folder;
    this.files = files;
  }

  /** A file that is not part of a checkpoint; empty if there is none. */
  public Optional<Path> stranger() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!isFolder(folder)) {
      return Optional.of(folder);
    }
    for (Path entry : entries(folder)) {
      Optional<Path> stranger = strangerIn(entry);
      if (stranger.isPresent()) {
        return stranger;
      }
    }
    return Optional.empty();
  }

  private Optional<Path> strangerIn(Path entry) throws IOException {
    String name = entry.getFileName().toString();
    if (isFile(entry)) {
      return TEXTS.contains(name) || CheckpointWriter.isLeftover(name)
          ? Optional.empty()
          : Optional.of(entry);
    }
    if (!isFolder(entry) || !(Checkpoints.isName(name) || isTemporary(name))) {
      return Optional.of(entry);
    }
    return entries(entry).stream().filter(file -> !isOurs(file)).findFirst();
  }

  private boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return isFile(file) && (files.contains(name) || name.equals(Manifest.FILE));
  }

  /** Deletes the folder and all checkpoints in it. */
  public void delete() throws IOException {
    if (!isFolder(folder)) {
      return;
    }
    for (Path entry : entries(folder)) {
      if (isFolder(entry)) {
        for (Path file : entries(entry)) {
          Files.delete(file);
        }
      }
      Files.delete(entry);
    }
    Files.delete(folder);
  }

  private static boolean isTemporary(String name) {
    return name.startsWith(CheckpointWriter.TEMPORARY);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> entries(Path of) throws IOException {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.sorted().toList();
    }
  }
}
