package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.isotopelm.base.TemporaryFolder;

/**
 * Where JavaCPP unpacks OpenBLAS and ND4J. Without a home that it can write to, it would use a
 * folder in the system's temporary one, whoever made that folder, and would run the libraries in
 * it.
 */
final class NativeLibraries {
  private static final String UNPACKED = "org.bytedeco.javacpp.cachedir";

  private NativeLibraries() {}

  /** Chooses the folder for this process, unless the user has. */
  static void place() {
    if (System.getProperty(UNPACKED) == null) {
      place(Path.of(System.getProperty("user.home")))
          .ifPresent(folder -> System.setProperty(UNPACKED, folder.toString()));
    }
  }

  /** Nothing where JavaCPP's own folder in a home will do, else one that is this user's alone. */
  static Optional<Path> place(Path home) {
    if (canBeMade(home.resolve(".javacpp").resolve("cache"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(TemporaryFolder.ofUser().resolve("javacpp"));
    } catch (IOException e) {
      return Optional.empty(); // then JavaCPP cannot write there either
    }
  }

  private static boolean canBeMade(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return Files.isDirectory(at) && Files.isWritable(at);
      }
    }
    return false;
  }
}
