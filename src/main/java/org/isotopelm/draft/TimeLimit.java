package org.isotopelm.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import tools.jackson.core.JacksonException;

/**
 * How long the study of a text may take. It is kept beside the study's config, which has no minutes
 * in it: a config gives the same figures on every machine, and a limit in minutes would not.
 *
 * @param minutes that the user gave
 * @param ofStudy minutes after which the study leaves something out
 */
public record TimeLimit(int minutes, double ofStudy) {
  /** Its name in a study's folder. */
  public static final String FILE = "minutes.json";

  private static final double MOST = 1e6;

  public TimeLimit {
    if (minutes < 1 || !(ofStudy > 0 && ofStudy <= MOST)) {
      throw new IllegalArgumentException(minutes + " and " + ofStudy + " are no minutes");
    }
  }

  /**
   * The limit that a study's folder keeps; nothing where a study has none.
   *
   * @throws ProblemException exit code 4 for a file that cannot be read
   */
  public static Optional<TimeLimit> in(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), TimeLimit.class));
    } catch (JacksonException | IOException e) {
      throw ProblemException.data(
          "%s is damaged; remove it, and the study goes on without a limit of time".formatted(file),
          e);
    }
  }

  /** Keeps it in a study's folder. */
  public void keep(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(FILE), Json.pretty(this) + "\n");
  }
}
