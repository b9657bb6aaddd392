package org.isotopelm.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The file that completes a checkpoint; it is written last.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param step optimizer steps taken
 * @param best the step of the best checkpoint when this one was written
 * @param files length and checksum of every other file, by name
 * @param sha256 of this manifest's JSON without blanks, with "" in this place
 */
record Manifest(
    @Nullable String format,
    int version,
    long step,
    long best,
    @Nullable Map<String, Checksum> files,
    @Nullable String sha256) {
  static final String FILE = "manifest.json";
  private static final String FORMAT = "isotope-checkpoint";
  private static final int VERSION = 1;

  static Manifest of(long step, long best, Map<String, Checksum> files) {
    Manifest open = new Manifest(FORMAT, VERSION, step, best, files, "");
    return open.sealedBy(open.checksum());
  }

  private Manifest sealedBy(String checksum) {
    return new Manifest(format, version, step, best, files, checksum);
  }

  private String checksum() {
    String json = Json.mapper().writeValueAsString(sealedBy(""));
    return Checksum.of(json.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /** The manifest as the text of its file. */
  byte[] bytes() {
    return (Json.pretty(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The expected length and checksum of a file; null if the checkpoint has no such file. */
  @Nullable Checksum expected(String file) {
    return files == null ? null : files.get(file);
  }

  /**
   * The manifest of a checkpoint's folder.
   *
   * @throws ProblemException (data) if it is missing, damaged or of another version
   */
  static Manifest read(Path folder) {
    Path file = folder.resolve(FILE);
    Manifest manifest;
    try {
      manifest = Json.mapper().readValue(Files.readAllBytes(file), Manifest.class);
    } catch (NoSuchFileException e) {
      throw ProblemException.data(file + ": is missing, so the checkpoint is not complete", e);
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + Reason.of(e), e);
    } catch (JacksonException e) {
      throw ProblemException.data(file + ": is damaged: it is not a manifest in JSON", e);
    }
    if (manifest == null || !FORMAT.equals(manifest.format)) {
      throw ProblemException.data(file + ": is damaged, or is not the manifest of a checkpoint");
    }
    if (manifest.version > VERSION) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: has version %d, this program reads up to %d; use a newer Isotope",
              file,
              manifest.version,
              VERSION));
    }
    String expected = manifest.checksum();
    if (!expected.equals(manifest.sha256)) {
      throw ProblemException.data(
          "%s: is damaged: its checksum is %s, expected %s"
              .formatted(file, manifest.sha256, expected));
    }
    return manifest;
  }
}
