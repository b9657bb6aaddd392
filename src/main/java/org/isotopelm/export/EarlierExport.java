package org.isotopelm.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.train.run.RunFolder;

/**
 * The file that an export would replace. It must be an export too: a name typed in the wrong place
 * would cost a text, a config or a run.
 */
final class EarlierExport {
  /** How files begin: GGUF, zip, gzip, ARPA, and ONNX of the version that is written here. */
  private static final String[] BEGINNINGS = {"GGUF", "PK\3\4", "\37\213", "\\data\\", "\b\b"};

  /** Where the header of safetensors begins, after its length. */
  private static final int HEADER = 8;

  private EarlierExport() {}

  /** Refuses to replace a file with content that is no export, or that is a run's checkpoint. */
  static void require(Path file) throws IOException {
    if (Files.size(file) > 0 && !isExport(file)) {
      throw ProblemException.failure(file + ": exists and is not an export; name another file");
    }
    Path path = file.toRealPath();
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      if (path.startsWith(folder.resolve(RunReader.FOLDER)) && RunFolder.isRun(folder)) {
        throw ProblemException.failure(
            "%s: is a checkpoint of the run %s; name another file".formatted(file, folder));
      }
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
