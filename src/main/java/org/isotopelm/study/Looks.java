package org.isotopelm.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import tools.jackson.core.JacksonException;

/**
 * Every look that the studies of one folder took at their test split, in {@code looks.jsonl}, which
 * starting anew does not throw away. The first choice that is tested is tested fairly; whoever
 * changes the study and looks again has begun to choose by the test split.
 */
final class Looks {
  static final String FILE = "looks.jsonl";

  /**
   * A line.
   *
   * @param time when, UTC
   * @param study hash of the study's identity
   * @param chosen the point tested, its values as JSON
   */
  private record Look(String time, String study, String chosen) {
    boolean isOf(String otherStudy, Point point) {
      return study.equals(otherStudy) && chosen.equals(point.key());
    }
  }

  private final Path file;
  private final String study;
  private final boolean again;
  private final List<Look> looks;

  private Looks(Path file, String study, boolean again, List<Look> looks) {
    this.file = file;
    this.study = study;
    this.again = again;
    this.looks = looks;
  }

  /** The looks of a folder. */
  static Looks in(Path folder, Identity identity, boolean again) {
    Path file = folder.resolve(FILE);
    return new Looks(
        file, hash(identity.json()), again, Files.exists(file) ? read(file) : List.of());
  }

  /**
   * Refuses a study that could only take another look, before it has cost anything.
   *
   * @throws IsotopeException exit code 1
   */
  void requireFirst() {
    if (!again
        && !looks.isEmpty()
        && looks.stream().noneMatch(look -> look.study().equals(study))) {
      throw IsotopeException.failure(refusal() + "; or take another --out");
    }
  }

  /** Whether this choice may be tested: for the first time, once more the same, or on demand. */
  boolean allows(Point chosen) {
    return again || looks.isEmpty() || looks.stream().anyMatch(look -> look.isOf(study, chosen));
  }

  /** Why it may not. */
  String refusal() {
    return "%s: the test split was looked at on %s, for %s. A second look begins to choose by it; --look-again takes it, and the report will say so"
        .formatted(file.getParent(), looks.getLast().time(), looks.getLast().chosen());
  }

  /** Writes down a look that is about to be taken; returns which one it is, 1 for the first. */
  int take(Point chosen) {
    for (int i = 0; i < looks.size(); i++) {
      if (looks.get(i).isOf(study, chosen)) {
        return i + 1;
      }
    }
    Look look =
        new Look(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), study, chosen.key());
    try {
      Files.writeString(
          file,
          Json.mapper().writeValueAsString(look) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return looks.size() + 1;
  }

  private static List<Look> read(Path file) {
    List<Look> looks = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        looks.add(Json.mapper().readValue(line, Look.class));
      }
      return looks;
    } catch (IOException | JacksonException e) {
      throw IsotopeException.data(
          file + ": line " + (looks.size() + 1) + " cannot be read; mend or remove it", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
