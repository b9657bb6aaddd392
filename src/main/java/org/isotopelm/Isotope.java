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
   * @return its model
   * @throws IsotopeException (data) if it holds no run, or a file of the run is damaged
   */
  public static LanguageModel open(Path run) {
    return open(run, OpenOptions.defaults());
  }

  /**
   * Opens a checkpoint of a run.
   *
   * @param run the folder that a training wrote
   * @param options which checkpoint, and where corpora are kept
   * @return its model
   * @throws IsotopeException (data) if it holds no run or no such checkpoint, or a file of the run
   *     is damaged
   */
  public static LanguageModel open(Path run, OpenOptions options) {
    return Errors.translated(() -> LanguageModel.open(run, options));
  }
}
