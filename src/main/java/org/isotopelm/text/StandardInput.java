package org.isotopelm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.isotopelm.IsotopeException;
import org.isotopelm.TemporaryFolder;

/** Standard input as a file: a corpus is read more than once, and a pipe is not. */
final class StandardInput {
  private StandardInput() {}

  /** Copies standard input to a file that goes when the program ends. */
  static Path copy() {
    try {
      Path file = Files.createTempFile(TemporaryFolder.ofProcess(), "input-", ".txt");
      file.toFile().deleteOnExit();
      Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw IsotopeException.data("standard input cannot be read: " + e.getMessage(), e);
    }
  }
}
