package org.isotopelm.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders in the system's temporary folder, where everybody may write. Isotope trusts only a folder
 * that belongs to this user and that nobody else can open.
 */
public final class TemporaryFolder {
  private static final Set<PosixFilePermission> PRIVATE =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private static final String PREFIX = "process-";
  private static final String LOCK = "lock";

  /** A process that has just started may not hold its lock yet. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  /** This process's folder, which it locks until its end. */
  private record Held(Path folder, FileLock lock) {
    static final Held OF_PROCESS = hold();

    private static Held hold() {
      try {
        Path parent = ofUser();
        removeOld(parent);
        Path folder = Files.createTempDirectory(parent, PREFIX);
        Path file = folder.resolve(LOCK);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // The JVM deletes in reverse order.
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        return new Held(folder, channel.lock());
      } catch (IOException e) {
        throw ProblemException.failure(
            "the system's temporary folder %s cannot be used: %s"
                .formatted(root(), e.getMessage()));
      }
    }
  }

  private TemporaryFolder() {}

  /**
   * A folder for files of this process only. Whoever creates a file there registers it for deletion
   * on exit. A later process removes the files of a killed one.
   */
  public static Path ofProcess() {
    return Held.OF_PROCESS.folder();
  }

  /** This user's folder, the same each time; a new one if others may have changed that folder. */
  public static Path ofUser() throws IOException {
    return ofUser(root(), System.getProperty("user.name"));
  }

  static Path ofUser(Path root, String user) throws IOException {
    Path folder = root.resolve("isotope-" + user.replaceAll("[^\\w.-]", "_"));
    if (!Files.getFileStore(root).supportsFileAttributeView(PosixFileAttributeView.class)) {
      return Files.createDirectories(
          folder); // as on Windows, where each user has a root of his own
    }
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileAlreadyExistsException e) {
      if (!isOwn(folder)) {
        return Files.createTempDirectory(root, "isotope-");
      }
    }
    return folder;
  }

  /**
   * Whether it is a folder and not a link, and nobody else could have made it or can write to it.
   */
  private static boolean isOwn(Path folder) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory() || !found.permissions().equals(PRIVATE)) {
      return false;
    }
    // Root can open the folders of others too.
    Path probe = Files.createTempFile(folder, "owner", "");
    try {
      return Files.getOwner(probe).equals(found.owner());
    } finally {
      Files.delete(probe);
    }
  }

  /** Removes the folders of processes that have ended. */
  static void removeOld(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isOld(folder)) {
          delete(folder);
        }
      }
    }
  }

  private static boolean isOld(Path folder) {
    try {
      if (Files.getLastModifiedTime(folder).toInstant().isAfter(Instant.now().minus(YOUNG))) {
        return false;
      }
      Path file = folder.resolve(LOCK);
      if (Files.notExists(file)) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        return lock != null;
      }
    } catch (IOException e) {
      return false; // another process has just removed it
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList().reversed()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      return; // it stays for the next process
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
