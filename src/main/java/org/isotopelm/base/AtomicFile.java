package org.isotopelm.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that readers find the old one or the whole new one, never a part: it writes and
 * syncs a temporary file beside it and renames that. A symbolic link stays a link, and its target
 * is written. A pipe, a device or another special file is written directly.
 */
public final class AtomicFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** Linux allows as many. */
  private static final int MOST_LINKS = 40;

  private AtomicFile() {}

  /**
   * Replaces {@code path} by the output of {@code writer}; on an error the old file stays.
   *
   * @throws IOException that names the file; also for symbolic links that lead to each other
   */
  public static void write(Path path, Writer writer) throws IOException {
    try {
      if (isSpecial(path)) {
        SpecialFile.write(path, writer);
      } else {
        replace(followed(path), writer);
      }
    } catch (FileSystemException named) {
      throw Temporary.isOne(named.getFile()) ? named(path, FileReason.of(named), named) : named;
    } catch (IOException unnamed) {
      // Streams report what was wrong, such as a full disk, but not where.
      throw named(path, unnamed.getMessage(), unnamed);
    }
  }

  private static FileSystemException named(Path path, @Nullable String reason, IOException cause) {
    FileSystemException named = new FileSystemException(path.toString(), null, reason);
    named.initCause(cause);
    return named;
  }

  /** Whether {@code path} is a pipe, a device or another file that nothing can replace. */
  public static boolean isSpecial(Path path) throws IOException {
    return SpecialFile.is(path);
  }

  /**
   * The target of symbolic links, even if it does not exist; {@code path} itself if it is not a
   * link.
   *
   * @throws FileSystemLoopException for links that lead to each other
   */
  public static Path followed(Path path) throws IOException {
    Path at = path;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /**
   * Removes temporary files that killed processes left in a folder. A file stays if the process
   * that made it lives, or if another machine has locked it.
   *
   * @param prefix of the files' names, {@code .NAME.} for a file that {@link #write} writes
   */
  public static void sweep(Path folder, String prefix) {
    try {
      Temporary.leftovers(folder, prefix).stream()
          .filter(AtomicFile::isAbandoned)
          .forEach(AtomicFile::remove);
    } catch (IOException | UncheckedIOException e) {
      // A folder that cannot be listed is not ours to clean.
      return;
    }
  }

  /** Whether it is a file, and no other machine writes to it. */
  private static boolean isAbandoned(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path path, Writer writer) throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
    Files.createDirectories(folder);
    // Not createTempFile: other users could not read its files.
    Path temporary = Temporary.beside(path);
    sweep(folder, Temporary.prefix(path));
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        lock(channel);
        writer.write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Marks a temporary file as being written, until it is closed; does nothing on a system without
   * locks.
   */
  private static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      return;
    }
  }

  /** Replaces {@code path} by the text in UTF-8. */
  public static void write(Path path, String text) throws IOException {
    write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Makes a rename in {@code folder} durable; does nothing on a system without folder handles. */
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its file system writes renames to a journal.
      return;
    }
  }
}
