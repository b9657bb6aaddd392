package org.isotopelm.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time write to a folder of a run or a study, by a lock on the file {@value
 * #FILE} in it. The operating system releases the lock when the process ends, however it ends. The
 * file stays: if it were removed, two processes could each lock a file of that name.
 */
public final class FolderLock implements AutoCloseable {
  public static final String FILE = "lock";

  private final Path folder;
  private final FileChannel channel;
  private final @Nullable Object key;

  private FolderLock(Path folder, FileChannel channel) throws IOException {
    this.folder = folder;
    this.channel = channel;
    this.key = key(folder);
  }

  /** Locks a folder, and creates it if it does not exist; empty if another process holds it. */
  public static Optional<FolderLock> take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) != null) {
        return Optional.of(new FolderLock(folder, channel));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /**
   * Whether another process holds a folder. A process must not ask about a folder that it holds
   * itself: the operating system might release its lock.
   */
  public static boolean isHeld(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return true;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /**
   * Throws if the folder is no longer the one that was locked: somebody removed or moved it, and
   * the folder in its place may be another process's.
   *
   * @throws ProblemException (failure)
   */
  public void requireHeld() {
    if (!isHeld()) {
      throw ProblemException.failure(
          "%s was removed or replaced while this process worked in it, so this process saves nothing more there; start again in a folder that nobody else changes"
              .formatted(folder));
    }
  }

  private boolean isHeld() {
    try {
      return Objects.equals(key, key(folder));
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Distinguishes the lock's file from another of the same name; null on a system without such a
   * key.
   */
  private static @Nullable Object key(Path folder) throws IOException {
    return Files.readAttributes(folder.resolve(FILE), BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
