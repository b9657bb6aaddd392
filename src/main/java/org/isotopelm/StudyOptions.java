package org.isotopelm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a study runs; nothing here but {@code settings} changes its result.
 *
 * @param settings values over those of the config, such as {@code study.folds=5}
 * @param home where corpora and their tokens are kept: the folder above {@code data/catalog.yaml}
 * @param anew whether to delete the study that the folder holds; else it goes on where it was
 * @param lookAgain whether the test split may be scored again, after it was scored for another
 *     choice
 * @param workers how many trainings run side by side, at least 1; null: as the config says, or one
 *     for each processor
 * @param listener hears how it goes
 * @param stop asked from several threads; once true, running trainings are abandoned
 */
public record StudyOptions(
    List<String> settings,
    Path home,
    boolean anew,
    boolean lookAgain,
    @Nullable Integer workers,
    StudyListener listener,
    BooleanSupplier stop) {
  /**
   * Copies the list.
   *
   * @throws IsotopeException (usage) for fewer than one worker
   */
  public StudyOptions {
    settings = Errors.texts("settings", settings);
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(stop, "stop");
    Errors.requireThreads("workers", workers);
  }

  /**
   * {@return the config as it stands, the home of {@link OpenOptions#defaults}, all processors; a
   * study that is there goes on; nobody listens or stops it}
   */
  public static StudyOptions defaults() {
    return new StudyOptions(
        List.of(), OpenOptions.defaultHome(), false, false, null, StudyListener.NONE, () -> false);
  }

  /**
   * {@return the same with other values over those of the config}
   *
   * @param other each {@code path=value}, with the value in YAML
   */
  public StudyOptions withSettings(String... other) {
    return new StudyOptions(Arrays.asList(other), home, anew, lookAgain, workers, listener, stop);
  }

  /**
   * {@return the same with another home}
   *
   * @param other the folder above {@code data/catalog.yaml}
   */
  public StudyOptions withHome(Path other) {
    return new StudyOptions(settings, other, anew, lookAgain, workers, listener, stop);
  }

  /** {@return the same, which deletes the study that the folder holds} */
  public StudyOptions beginningAnew() {
    return new StudyOptions(settings, home, true, lookAgain, workers, listener, stop);
  }

  /** {@return the same, which may score the test split again} */
  public StudyOptions lookingAgain() {
    return new StudyOptions(settings, home, anew, true, workers, listener, stop);
  }

  /**
   * {@return the same with a number of trainings side by side}
   *
   * @param other at least 1
   */
  public StudyOptions withWorkers(int other) {
    return new StudyOptions(settings, home, anew, lookAgain, other, listener, stop);
  }

  /**
   * {@return the same with a listener}
   *
   * @param other hears how it goes
   */
  public StudyOptions withListener(StudyListener other) {
    return new StudyOptions(settings, home, anew, lookAgain, workers, other, stop);
  }

  /**
   * {@return the same that can be stopped}
   *
   * @param other asked from several threads
   */
  public StudyOptions withStop(BooleanSupplier other) {
    return new StudyOptions(settings, home, anew, lookAgain, workers, listener, other);
  }
}
