package org.isotopelm.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The step at which the last training in a run's folder diverged, in {@code diverged.json}; there
 * is none after another training began.
 */
public final class RunDivergence {
  static final String FILE = "diverged.json";

  private static final Logger LOG = LoggerFactory.getLogger(RunDivergence.class);

  private RunDivergence() {}

  /** The step; nothing where the training did not diverge. */
  public static OptionalLong in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file)
          ? OptionalLong.of(Json.mapper().readTree(Files.readAllBytes(file)).path("step").asLong())
          : OptionalLong.empty();
    } catch (IOException | JacksonException damaged) {
      LOG.warn("{} cannot be read; remove it", file);
      return OptionalLong.empty();
    }
  }

  /** Keeps the step. */
  static void keep(Path folder, long step) throws IOException {
    AtomicFile.write(
        folder.resolve(FILE), Json.mapper().writeValueAsString(Map.of("step", step)) + "\n");
  }

  /** Another training begins. */
  static void forget(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
