package org.isotopelm.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Fingerprint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/**
 * {@value #FILE} of a run: checksums of what else lies in its folder, and which text it is trained
 * on. Runs that were begun before there was such a file have none, and are read unchecked.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param run what its checkpoints know it by: it stays the same where the config is changed
 * @param files SHA-256 of config.yaml, plan.json and tokenizer.json, by name
 * @param text that the run is trained on
 * @param sha256 of this file's JSON without blanks, with "" in this place
 */
public record RunSeal(
    @Nullable String format,
    int version,
    @Nullable String run,
    @Nullable Map<String, String> files,
    @Nullable Fingerprint text,
    @Nullable String sha256) {
  public static final String FILE = "run.json";

  /** The run's config, with every default filled in. */
  public static final String CONFIG = "config.yaml";

  public static final String TOKENIZER = "tokenizer.json";

  private static final String FORMAT = "isotope-run";
  private static final int VERSION = 1;

  /** Bytes in which the file says of what format it is. */
  private static final int HEAD = 4096;

  /**
   * The seal of these files.
   *
   * @param run null: of a run that begins now
   */
  public static RunSeal of(@Nullable String run, Map<String, String> contents, Fingerprint text) {
    Map<String, String> files = new TreeMap<>();
    contents.forEach((name, content) -> files.put(name, hash(content)));
    String id = run == null ? hash(files + text.text()) : run;
    RunSeal open = new RunSeal(FORMAT, VERSION, id, files, text, "");
    return open.sealedBy(open.checksum());
  }

  private RunSeal sealedBy(String checksum) {
    return new RunSeal(format, version, run, files, text, checksum);
  }

  private String checksum() {
    return hash(Json.mapper().writeValueAsString(sealedBy("")));
  }

  private static String hash(String content) {
    return Checksum.of(content.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /** As it stands in the file. */
  public String json() {
    return Json.pretty(this) + "\n";
  }

  /**
   * The seal in a run's folder; nothing in an older run.
   *
   * @throws ProblemException (data) where it is damaged or of a newer version
   */
  public static Optional<RunSeal> read(Path folder) {
    Path file = folder.resolve(FILE);
    RunSeal seal;
    try {
      seal = Json.mapper().readValue(Files.readAllBytes(file), RunSeal.class);
    } catch (NoSuchFileException old) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StreamReadException e) {
      throw damaged(file, "it is not JSON, or it is cut short", e);
    } catch (JacksonException e) {
      throw damaged(file, "it does not hold what a run writes there", e);
    }
    if (seal == null || !FORMAT.equals(seal.format)) {
      throw damaged(file, "it does not say that it belongs to a run", null);
    }
    if (seal.version > VERSION) {
      throw ProblemException.data(
          "%s: has version %s, this program reads up to %s; use a newer Isotope"
              .formatted(file, seal.version, VERSION));
    }
    String expected = seal.checksum();
    if (!expected.equals(seal.sha256)
        || seal.run == null
        || seal.files == null
        || seal.text == null) {
      throw damaged(file, "its checksum is " + seal.sha256 + ", expected " + expected, null);
    }
    return Optional.of(seal);
  }

  /** Whether a folder holds such a file, be it whole or damaged. */
  public static boolean isIn(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains(FORMAT);
    }
  }

  private static ProblemException damaged(Path file, String found, @Nullable Throwable cause) {
    return ProblemException.data(
        "%s: is damaged: %s; restore it, or remove it to have the run read without checks"
            .formatted(file, found),
        cause);
  }

  /** Whether a file holds what it held when it was written. */
  public boolean isWhole(Path folder, String name) {
    return foundBeside(folder, name).equals(expected(name));
  }

  /** Whether a file would hold this, were it whole. */
  public boolean sealed(String name, String content) {
    return hash(content).equals(expected(name));
  }

  /**
   * Refuses a file that is no longer what the run wrote.
   *
   * @throws ProblemException (data; config for config.yaml) with the checksum found
   */
  public void requireWhole(Path folder, String name) {
    String found = foundBeside(folder, name);
    String expected = expected(name);
    if (found.equals(expected)) {
      return;
    }
    String message =
        "%s: is not as the run wrote it: found checksum %s, expected %s; restore it, or, if you changed it yourself, remove %s beside it to have the run read without checks"
            .formatted(folder.resolve(name), found, expected, FILE);
    boolean config = name.equals(CONFIG);
    throw new ProblemException(
        config ? ExitCode.CONFIG : ExitCode.DATA, List.of(Problem.of(message)), null);
  }

  private static String foundBeside(Path folder, String name) {
    try {
      return Checksum.of(folder.resolve(name)).sha256();
    } catch (NoSuchFileException e) {
      return "none, as it is missing";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String expected(String name) {
    return Objects.requireNonNullElse(Objects.requireNonNull(files).get(name), "none");
  }

  /** What has become of the run's text, a sentence for each file. */
  public List<String> changes(Fingerprint now) {
    return now.changesSince(Objects.requireNonNull(text));
  }
}
