package org.isotopelm.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.ProblemException;

/**
 * The file that an export would replace. It must be an export too: a name typed in the wrong place
 * would cost a text or a config.
 */
final class EarlierExport {
  /** How files begin: GGUF, zip, gzip, ARPA, and ONNX of the version that is written here. */
  private static final String[] BEGINNINGS = {"GGUF", "PK\3\4", "\37\213", "\\data\\", "\b\b"};

  /** Where the header of safetensors begins, after its length. */
  private static final int HEADER = 8;

  private EarlierExport() {}

  /** Refuses to replace a file with content that is no export. */
  static void require(Path file) throws IOException {
    if (Files.size(file) > 0 && !isExport(file)) {
      throw ProblemException.failure(file + ": exists and is not an export; name another file");
    }
  }

  private static boolean isExport(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(HEADER + 1);
    }
    String start = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String beginning : BEGINNINGS) {
      if (start.startsWith(beginning)) {
        return true;
      }
    }
    return start.startsWith("{", HEADER);
  }
}
