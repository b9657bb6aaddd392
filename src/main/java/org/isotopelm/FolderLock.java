package org.isotopelm;

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
 * A folder that one process at a time writes to, be it a run's or a study's: both take the file
 * {@value #FILE} in it. The operating system lets go of it when the process ends, however it ends.
 * The file stays: were it removed, two processes could each hold one of that name.
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

  /** Takes a folder, which is made if it is not there; nothing where another holds it. */
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
   * Whether another process holds a folder. A process that holds it itself knows without asking,
   * and must not ask: the operating system might let go of its lock.
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
   * Refuses to go on where the folder is no longer the one that was taken: then it was removed or
   * moved, and what stands in its place may be another's.
   *
   * @throws IsotopeException (failure)
   */
  public void requireHeld() {
    if (!isHeld()) {
      throw IsotopeException.failure(
          "%s was removed or replaced while this process worked in it, so nothing more is saved there; start again in a folder that is left alone"
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

  /** What tells the lock's file from another of its name; null where the system has no such key. */
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
