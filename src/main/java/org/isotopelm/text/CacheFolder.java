package org.isotopelm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.IsotopeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a folder for what can be made again, such as token ids: an installation may be read-only.
 */
public final class CacheFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CacheFolder.class);

  private CacheFolder() {}

  /** The folder, made if need be, or one in the user's cache or the system's temporary folder. */
  public static Path writable(Path preferred) {
    return writable(preferred, List.of(userCache(), temporary()));
  }

  static Path writable(Path preferred, List<Path> others) {
    if (isWritable(preferred)) {
      return preferred;
    }
    String last = String.valueOf(preferred.toAbsolutePath().normalize().getFileName());
    for (Path root : others) {
      Path folder = root.resolve("isotope").resolve(last);
      if (isWritable(folder)) {
        LOG.info("{} cannot be written to; {} is used instead", preferred, folder);
        return folder;
      }
    }
    throw IsotopeException.failure(
        preferred + ": cannot be written to, nor can the user's cache and the temporary folder");
  }

  private static boolean isWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path userCache() {
    String named = System.getenv("XDG_CACHE_HOME");
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(named);
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
