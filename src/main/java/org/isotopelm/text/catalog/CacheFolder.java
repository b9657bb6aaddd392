package org.isotopelm.text.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a folder for what can be made again, such as token ids: an installation may be read-only.
 */
public final class CacheFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CacheFolder.class);

  private CacheFolder() {}

  /**
   * The folder, made if need be, or one in the user's cache, or in a folder of the system's
   * temporary one that is this user's alone.
   */
  public static Path writable(Path preferred) {
    return writable(preferred, List.of(CacheFolder::userCache, TemporaryFolder::ofUser));
  }

  /** A folder that may have to be made. */
  interface Root {
    Path get() throws IOException;
  }

  static Path writable(Path preferred, List<Root> others) {
    if (isWritable(preferred)) {
      return preferred;
    }
    String last = String.valueOf(preferred.toAbsolutePath().normalize().getFileName());
    for (Root root : others) {
      try {
        Path folder = root.get().resolve(last);
        if (isWritable(folder)) {
          LOG.info("{} cannot be written to; {} is used instead", preferred, folder);
          return folder;
        }
      } catch (IOException e) {
        LOG.debug("no cache there: {}", e.getMessage());
      }
    }
    throw ProblemException.failure(
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

  /**
   * The user's cache folder, or where there is none one below the system's temporary folder; it may
   * have to be made.
   */
  public static Path ofUser() {
    try {
      return userCache();
    } catch (IOException e) {
      return Path.of(System.getProperty("java.io.tmpdir"), "isotope");
    }
  }

  private static Path userCache() throws IOException {
    return userCache(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
  }

  /**
   * The user's cache folder by the XDG base directory specification, in which a relative name does
   * not count.
   *
   * @param home "?" where the system does not know the user
   */
  static Path userCache(@Nullable String named, String home) throws IOException {
    if (named != null && Path.of(named).isAbsolute()) {
      return Path.of(named, "isotope");
    }
    if (!Path.of(home).isAbsolute()) {
      throw new IOException("the user has no home");
    }
    return Path.of(home, ".cache", "isotope");
  }
}
