package org.isotopelm;

import java.nio.file.Path;

/**
 * The library: everything that the commands do, for Java programs. It keeps no state; each object
 * that it gives knows all that it needs.
 *
 * <p>Run the JVM with {@code --add-modules=jdk.incubator.vector
 * --enable-native-access=ALL-UNNAMED}: without the first one everything is several times slower.
 */
public final class Isotope {
  private Isotope() {}

  /**
   * Opens the best checkpoint of a run.
   *
   * @param run the folder that a training wrote
   * @throws IsotopeException (data) if it holds no run, or a file of the run is damaged
   */
  public static LanguageModel open(Path run) {
    return open(run, OpenOptions.defaults());
  }

  /** As {@link #open(Path)}, with options. */
  public static LanguageModel open(Path run, OpenOptions options) {
    return Errors.translated(() -> LanguageModel.open(run, options));
  }
}
