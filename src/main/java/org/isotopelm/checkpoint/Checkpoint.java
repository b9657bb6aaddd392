package org.isotopelm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A complete checkpoint with a verified manifest. Every other file is compared with the manifest
 * before it is read. A file that is missing, truncated or changed is an error of data ({@link
 * ProblemException}) that names the checkpoints without damage.
 */
public final class Checkpoint {
  private final Checkpoints siblings;
  private final Path folder;
  private final Manifest manifest;

  /**
   * Opens {@code step-N}.
   *
   * @throws ProblemException (data) if the manifest is missing, damaged or of another step
   */
  Checkpoint(Checkpoints siblings, long step) {
    this.siblings = siblings;
    this.folder = siblings.path(step);
    this.manifest = Manifest.read(folder);
    if (manifest.step() != step) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: is step %d, its manifest says; give the folder that name",
              folder,
              manifest.step()));
    }
  }

  /** Optimizer steps taken. */
  public long step() {
    return manifest.step();
  }

  /** The step of the best checkpoint when this one was written. */
  public long best() {
    return manifest.best();
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /** {@code step-N}. */
  public String name() {
    return Checkpoints.name(step());
  }

  /** SHA-256 of some of its files: of what its manifest says of them. */
  public String sha256(Predicate<String> files) {
    Map<String, Checksum> some = new LinkedHashMap<>(Objects.requireNonNull(manifest.files()));
    some.keySet().removeIf(files.negate());
    return sha256(some);
  }

  /** SHA-256 of what a manifest says of files. */
  static String sha256(Map<String, Checksum> files) {
    return Checksum.of(Json.mapper().writeValueAsBytes(new TreeMap<>(files))).sha256();
  }

  /** Refuses a safetensors file with other tensors than these; reads its header only. */
  void requireShapes(String file, Map<String, List<Integer>> shapes) {
    try (SafetensorsFile safetensors = SafetensorsFile.open(folder.resolve(file))) {
      safetensors.requireExactly(shapes);
    }
  }

  /** How many bytes these files have, as the manifest says. */
  public long bytes(Predicate<String> files) {
    return Objects.requireNonNull(manifest.files()).entrySet().stream()
        .filter(file -> files.test(file.getKey()))
        .mapToLong(file -> file.getValue().bytes())
        .sum();
  }

  /** The path of a file, after its checksum was verified. */
  public Path verified(String file) {
    String fault = fault(file);
    if (fault != null) {
      throw ProblemException.data(fault + siblings.remedy());
    }
    return folder.resolve(file);
  }

  /** The content of a file. */
  public byte[] read(String file) {
    Path path = verified(file);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw ProblemException.data(path + ": cannot be read: " + Reason.of(e), e);
    }
  }

  /** The metadata of a safetensors file. */
  public Map<String, String> metadata(String file) {
    try (SafetensorsFile safetensors = SafetensorsFile.open(verified(file))) {
      return safetensors.metadata();
    }
  }

  /** Fills exactly these tensors from a safetensors file. */
  public void read(String file, List<Tensor> tensors) {
    try (SafetensorsFile safetensors = SafetensorsFile.open(verified(file))) {
      safetensors.readAll(tensors);
    }
  }

  /** The problem of the first damaged file, or null. */
  @Nullable String fault() {
    return Objects.requireNonNull(manifest.files()).keySet().stream()
        .map(this::fault)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String fault(String file) {
    Path path = folder.resolve(file);
    Checksum expected = manifest.expected(file);
    if (expected == null) {
      return path + ": is not a file of this checkpoint";
    }
    try {
      Checksum found = Checksum.of(path);
      if (found.bytes() != expected.bytes()) {
        return String.format(
            Locale.ROOT, "%s: found %d bytes, expected %d", path, found.bytes(), expected.bytes());
      }
      return found.equals(expected)
          ? null
          : "%s: found checksum %s, expected %s".formatted(path, found.sha256(), expected.sha256());
    } catch (NoSuchFileException e) {
      return String.format(
          Locale.ROOT, "%s: is missing, expected %d bytes", path, expected.bytes());
    } catch (IOException e) {
      return path + ": cannot be read: " + Reason.of(e);
    }
  }
}
