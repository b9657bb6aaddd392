package org.isotopelm.text.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.TemporaryFolder;

/**
 * Standard input or a pipe, such as that of a shell's {@code <(…)}, as a file: a corpus is read
 * more than once, and a pipe is not.
 */
public final class PipeCopy {
  private PipeCopy() {}

  /** Copies standard input to a file that goes when the program ends. */
  public static Path ofStandardInput() {
    return copy(System.in, "standard input");
  }

  /**
   * Copies a pipe to a file that goes when the program ends.
   *
   * @param name how messages call it
   */
  public static Path of(Path pipe, String name) {
    try (InputStream in = Files.newInputStream(pipe)) {
      return copy(in, name);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static Path copy(InputStream in, String name) {
    try {
      Path file = Files.createTempFile(TemporaryFolder.ofProcess(), "input-", ".txt");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static ProblemException unreadable(String name, IOException e) {
    return ProblemException.data(name + ": cannot be read: " + FileReason.of(e), e);
  }
}
