package org.isotopelm.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a folder so that its place has the earlier one or the whole new one. A hidden folder
 * beside the place holds the new one, then the earlier one, and a file that its process locks:
 *
 * <pre>
 * .NAME.PROCESS-TIME.tmp/lock
 *                       /new    renamed to NAME when it is whole
 *                       /old    what NAME was
 *                       /spent  what NAME was, once the new one is in its place
 * </pre>
 *
 * <p>No system renames two folders at once, so a kill may come between the two renames. {@link
 * #mend} then puts the earlier folder back.
 */
public final class AtomicFolder {
  private static final Logger LOG = LoggerFactory.getLogger(AtomicFolder.class);

  /** Each failure is another process's success, so few are ever needed. */
  private static final int MOST_TRIES = 100;

  private static final String NEW = "new";
  private static final String OLD = "old";
  private static final String SPENT = "spent";

  /** Writes the content of a folder. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes it.
     *
     * @param folder that is empty, under another name than it will have
     */
    void write(Path folder) throws IOException;
  }

  private final Path place;
  private final Path beside;

  private AtomicFolder(Path place, Path beside) {
    this.place = place;
    this.beside = beside;
  }

  /**
   * Puts a new folder in the place of what is there, if anything. After an error the earlier one is
   * there. A symbolic link stays a link. Where several processes write one folder, the last one
   * stays.
   */
  public static void write(Path path, Writer writer) throws IOException {
    Path place = place(path);
    Path parent = place.getParent();
    if (parent == null) {
      throw new FileSystemException(path.toString(), null, "it is the root of the file system");
    }
    mend(place);
    Files.createDirectories(parent);
    AtomicFolder folder = new AtomicFolder(place, Files.createDirectory(Temporary.beside(place)));
    try (FileChannel _ = folder.locked()) {
      Path whole = Files.createDirectory(folder.beside.resolve(NEW));
      writer.write(whole);
      folder.replace(whole);
      AtomicFile.syncFolder(parent);
    } finally {
      folder.end();
    }
  }

  /**
   * Removes what killed processes have left beside a folder. Where one was killed between its two
   * renames, the folder is not there, and the earlier one is put back.
   */
  public static void mend(Path path) {
    try {
      Path place = place(path);
      Path parent = place.getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        return;
      }
      for (Path leftover : Temporary.leftovers(parent, Temporary.prefix(place))) {
        if (Files.isDirectory(leftover, LinkOption.NOFOLLOW_LINKS)) {
          new AtomicFolder(place, leftover).mend();
        }
      }
    } catch (IOException e) {
      // A folder that cannot be listed or changed is not ours to clean.
      return;
    }
  }

  /** Where links lead. */
  private static Path place(Path path) throws IOException {
    return AtomicFile.followed(path.toAbsolutePath().normalize());
  }

  private FileChannel locked() throws IOException {
    FileChannel channel =
        FileChannel.open(lock(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.tryLock();
    } catch (IOException e) {
      return channel; // a system without locks
    }
    return channel;
  }

  private Path lock() {
    return beside.resolve(FolderLock.FILE);
  }

  private void replace(Path whole) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (replaced(whole)) {
        return;
      }
    }
    throw new FileSystemException(
        place.toString(), null, "other processes write this folder at the same time; try again");
  }

  /** Whether the new folder is in its place; false if another process was quicker. */
  private boolean replaced(Path whole) throws IOException {
    Path old = beside.resolve(OLD);
    if (Files.exists(place) && !isMovedTo(old)) {
      return false;
    }
    boolean placed;
    try {
      placed = isPlaced(whole);
    } catch (IOException e) {
      putBack(old, e);
      throw e;
    }
    spend(old); // where another process was quicker, its folder is the earlier one now
    return placed;
  }

  /**
   * Moves the new folder to its place; false if another process was quicker. Where the place was
   * taken and is free again at once, because a third process replaces the second one's folder, the
   * move is tried again.
   */
  private boolean isPlaced(Path whole) throws IOException {
    IOException last = new FileSystemException(place.toString());
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        move(whole, place);
        return true;
      } catch (IOException e) {
        if (isTaken()) {
          return false;
        }
        last = e;
      }
    }
    throw last;
  }

  /** Whether something is in the place, which was empty a moment ago. */
  private boolean isTaken() {
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
  }

  private void spend(Path old) throws IOException {
    if (Files.exists(old)) {
      delete(beside.resolve(SPENT));
      move(old, beside.resolve(SPENT));
    }
  }

  /** Moves what is in the place aside; false if another process has moved it in the meantime. */
  private boolean isMovedTo(Path old) throws IOException {
    try {
      move(place, old);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      if (!Files.getFileStore(place).equals(Files.getFileStore(beside))) {
        throw new FileSystemException(
            place.toString(),
            null,
            "a file system is mounted there, and it cannot be replaced; name a folder in it");
      }
      throw e;
    }
  }

  /** Puts the earlier folder back, if there was one, unless another process was quicker. */
  private void putBack(Path old, IOException cause) throws IOException {
    try {
      if (Files.exists(old)) {
        move(old, place);
      }
    } catch (IOException e) {
      if (!isTaken()) {
        throw new FileSystemException(
            place.toString(),
            null,
            "%s; the earlier folder lies in %s".formatted(FileReason.of(cause), old));
      }
    }
  }

  /** What a process that has ended left. */
  private void mend() throws IOException {
    if (!Files.exists(lock())) {
      end(); // it was killed before it had a lock
      return;
    }
    try (FileChannel channel = FileChannel.open(lock(), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return; // it runs on another machine
      }
      if (isOrphan()) {
        move(beside.resolve(OLD), place);
        LOG.warn(
            "{}: another process was killed while it replaced this folder; the earlier one is back",
            place);
      }
    } catch (OverlappingFileLockException e) {
      return; // it is this process
    }
    end();
  }

  /** Whether the earlier folder is here and nothing is in its place. */
  private boolean isOrphan() {
    return Files.exists(beside.resolve(OLD)) && !Files.exists(place, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes the hidden folder, the lock last, unless it has the only copy of the earlier one. */
  private void end() {
    if (isOrphan()) {
      return;
    }
    try {
      for (String part : new String[] {NEW, SPENT, OLD}) {
        delete(beside.resolve(part));
      }
      Files.deleteIfExists(lock());
      Files.delete(beside);
    } catch (IOException e) {
      return; // it stays for the next process
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
