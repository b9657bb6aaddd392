package org.isotopelm.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ProblemException;

/**
 * A file that a command writes under a name of the user's. It replaces an earlier file of its kind,
 * but nothing else: a name typed in the wrong place would cost a text or a model.
 */
public final class OwnFile {
  /** Tells a file of the kind by its content. */
  @FunctionalInterface
  public interface Kind {
    boolean has(Path file) throws IOException;
  }

  private OwnFile() {}

  /**
   * Refuses to overwrite a file of another kind. A pipe or a device is not a regular file and is
   * written to, and an empty file has nothing to lose.
   *
   * @param what the file is, such as "a tokenizer"
   * @throws ProblemException (failure) where a file of another kind, or a folder, has that name
   */
  public static void require(Path path, String what, Kind kind) throws IOException {
    if (Files.isDirectory(path)) {
      throw ProblemException.failure(path + ": is a folder; name a file");
    }
    boolean free =
        Files.notExists(path)
            || AtomicFile.isSpecial(path)
            || Files.size(path) == 0
            || kind.has(path);
    if (!free) {
      throw ProblemException.failure(
          "%s: exists and is not %s; name another file".formatted(path, what));
    }
  }
}
