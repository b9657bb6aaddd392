package org.isotopelm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.isotopelm.text.catalog.CacheFolder;

/**
 * How a run is opened.
 *
 * @param checkpoint {@code best}, {@code last} or {@code step-N}
 * @param home where corpora and their tokens are kept: the folder above {@code data/catalog.yaml}
 */
public record OpenOptions(String checkpoint, Path home) {
  /** The checkpoint that is opened where none is named. */
  public static final String BEST = "best";

  /** Checks that both are there. */
  public OpenOptions {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(home, "home");
  }

  /**
   * {@return the best checkpoint; corpora and tokens in the working directory if that has a {@code
   * data/catalog.yaml}, and else in the user's cache}
   */
  public static OpenOptions defaults() {
    return new OpenOptions(BEST, defaultHome());
  }

  /**
   * {@return the same with another checkpoint}
   *
   * @param other {@code best}, {@code last} or {@code step-N}
   */
  public OpenOptions withCheckpoint(String other) {
    return new OpenOptions(other, home);
  }

  /**
   * {@return the same with another home}
   *
   * @param other the folder above {@code data/catalog.yaml}
   */
  public OpenOptions withHome(Path other) {
    return new OpenOptions(checkpoint, other);
  }

  static Path defaultHome() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("data").resolve("catalog.yaml")) ? here : CacheFolder.ofUser();
  }
}
