package org.isotopelm;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.isotopelm.project.Enclosing;
import org.isotopelm.project.Importer;

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
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(options, "options");
    return Errors.translated(() -> LanguageModel.open(named(run), options));
  }

  /**
   * Trains a model by a config: a new run.
   *
   * @param config the config's file
   * @param out the run's folder, which must not be there
   * @return where it is, and its figures
   * @throws IsotopeException (config) with every fault of the config; (data) for a text that cannot
   *     be read; (diverged)
   */
  public static TrainedRun train(Path config, Path out) {
    return train(config, out, TrainOptions.defaults());
  }

  /**
   * Trains a model by a config, from where the run stands or from the beginning.
   *
   * @param config the config's file
   * @param out the run's folder
   * @param options values over the config's, threads, listener, stop and more
   * @return where it is, and its figures; of a training that was stopped, as far as it came
   * @throws IsotopeException (config) with every fault of the config; (data) for a text that cannot
   *     be read; (diverged)
   */
  public static TrainedRun train(Path config, Path out, TrainOptions options) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(options, "options");
    return Errors.translated(() -> Training.run(config, out, options));
  }

  /**
   * Runs the study of a config, or goes on with it.
   *
   * @param config the config's file
   * @param out the study's folder
   * @return what it found
   * @throws IsotopeException (config) with every fault of the config; (data) for a text that cannot
   *     be read
   */
  public static StudyFindings study(Path config, Path out) {
    return study(config, out, StudyOptions.defaults());
  }

  /**
   * Runs the study of a config, or goes on with it.
   *
   * @param config the config's file
   * @param out the study's folder
   * @param options values over the config's, workers, listener, stop and more
   * @return what it found
   * @throws IsotopeException (config) with every fault of the config; (data) for a text that cannot
   *     be read; (interrupted) where it was stopped: the same call goes on from there
   */
  public static StudyFindings study(Path config, Path out, StudyOptions options) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(options, "options");
    return Errors.translated(() -> Studying.run(config, out, options));
  }

  /**
   * Opens a study that has ended, or that still runs. Trains nothing.
   *
   * @param study its folder
   * @return what it has found so far
   * @throws IsotopeException (data) if the folder holds no study, or the study is damaged
   */
  public static StudyFindings openStudy(Path study) {
    return openStudy(study, OpenOptions.defaults());
  }

  /**
   * As {@link #openStudy(Path)}, with another home.
   *
   * @param study its folder
   * @param options where its corpus is kept
   * @return what it has found so far
   * @throws IsotopeException (data) if the folder holds no study, or the study is damaged
   */
  public static StudyFindings openStudy(Path study, OpenOptions options) {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(options, "options");
    return Errors.translated(() -> Studying.read(named(study), options.home()));
  }

  /** The folder by a name that messages can show, which the empty path is not. */
  private static Path named(Path folder) {
    return folder.toString().isEmpty() ? folder.toAbsolutePath() : folder;
  }

  /**
   * Makes a run of a model that another program has trained: a folder of transformers in the shape
   * of GPT-2 or Llama, or an ARPA file.
   *
   * @param from the folder or file
   * @param out the run's folder, which must not be there
   * @return what a user should know, each in a sentence
   * @throws IsotopeException (data) where the model is damaged or none that Isotope has
   */
  public static List<String> importModel(Path from, Path out) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(out, "out");
    return Errors.translated(
        () -> {
          Enclosing.refuse(out);
          return new Importer(from, OptionalInt.empty(), Optional.empty()).into(out, false).notes();
        });
  }
}
