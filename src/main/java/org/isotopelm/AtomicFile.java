package org.isotopelm;

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
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file so that readers find the old one or the whole new one, never a part: a temporary
 * neighbour is written, synced and renamed. A symbolic link stays one, and what it leads to is
 * written; what is no regular file, such as a pipe or a device, is written through.
 */
public final class AtomicFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** A temporary file's name, with its maker's process. */
  private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.([0-9]+)-[0-9a-f]+\\.tmp");

  /** As Linux allows. */
  private static final int MOST_LINKS = 40;

  private AtomicFile() {}

  /**
   * Replaces {@code path} by what {@code writer} writes; on an error the old file stays.
   *
   * @throws IOException also for symbolic links that lead to each other; it names the file
   */
  public static void write(Path path, Writer writer) throws IOException {
    try {
      if (isSpecial(path)) {
        SpecialFile.write(path, writer);
      } else {
        replace(followed(path), writer);
      }
    } catch (FileSystemException named) {
      throw named;
    } catch (IOException unnamed) {
      // Streams say what was wrong, such as a full disk, but not where.
      FileSystemException named =
          new FileSystemException(path.toString(), null, unnamed.getMessage());
      named.initCause(unnamed);
      throw named;
    }
  }

  /** Whether {@code path} is a pipe, a device or the like, which nothing can replace. */
  public static boolean isSpecial(Path path) throws IOException {
    return SpecialFile.is(path);
  }

  /**
   * Where symbolic links lead, also to what is not there yet; {@code path} itself if it is none.
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
   * Removes temporary files that were left in a folder when their makers were killed. A file whose
   * maker lives stays, as does one that another machine has locked.
   *
   * @param prefix of the files' names, {@code .NAME.} for a file that {@link #write} writes
   */
  public static void sweep(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(AtomicFile::isAbandoned)
          .forEach(AtomicFile::remove);
    } catch (IOException | UncheckedIOException e) {
      // What cannot be listed is not ours to clean.
      return;
    }
  }

  private static boolean isAbandoned(Path file) {
    Matcher name = TEMPORARY.matcher(file.getFileName().toString());
    if (!name.matches() || name.group(1).length() > 18) {
      return false;
    }
    if (ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
      return false;
    }
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
    // Not createTempFile, which keeps others from reading what it makes.
    Path temporary =
        folder.resolve(
            String.format(
                Locale.ROOT,
                ".%s.%d-%x.tmp",
                path.getFileName(),
                ProcessHandle.current().pid(),
                System.nanoTime()));
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
   * Marks a temporary file as being written, until it is closed; a system without locks is let be.
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

  /** Makes a rename in {@code folder} last; a system without folder handles is let be. */
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; there the rename is journalled by the file system.
      return;
    }
  }
}
