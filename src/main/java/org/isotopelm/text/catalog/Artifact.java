package org.isotopelm.text.catalog;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Glob;

/** The unpacked files of a catalogued artifact, in the order of their paths. */
record Artifact(List<Path> files) {

  /** The files below a folder that the entry names. */
  static Artifact in(Path folder, CatalogEntry entry) {
    if (!Files.isDirectory(folder)) {
      return new Artifact(List.of());
    }
    Pattern pattern = Glob.compile(entry.entries());
    try (Stream<Path> paths = Files.walk(folder)) {
      return new Artifact(
          paths
              .filter(Files::isRegularFile)
              .filter(path -> pattern.matcher(slashed(folder, path)).matches())
              .sorted(Comparator.comparing(path -> slashed(folder, path)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the files' bytes, one file after another. */
  String sha256() throws IOException {
    MessageDigest digest = ContentHash.sha256();
    for (Path file : files) {
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String slashed(Path folder, Path path) {
    return folder.relativize(path).toString().replace(File.separatorChar, '/');
  }
}
