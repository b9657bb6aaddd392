package org.isotopelm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a run is trained; nothing here but {@code settings} changes the weights.
 *
 * @param settings values over those of the config, such as {@code train.epochs=3}
 * @param home where corpora and their tokens are kept: the folder above {@code data/catalog.yaml}
 * @param existing what to do where the folder already holds a run
 * @param threads at least 1; null: as the config says, or one for each processor
 * @param listener hears how it goes
 * @param stop asked between two steps; once true, a checkpoint is kept and the training ends
 */
public record TrainOptions(
    List<String> settings,
    Path home,
    ExistingRun existing,
    @Nullable Integer threads,
    TrainListener listener,
    BooleanSupplier stop) {
  /**
   * Copies the list.
   *
   * @throws IsotopeException (usage) for fewer than one thread
   */
  public TrainOptions {
    settings = Errors.texts("settings", settings);
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(existing, "existing");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(stop, "stop");
    Errors.requireThreads("threads", threads);
  }

  /**
   * {@return the config as it stands, the home of {@link OpenOptions#defaults}, a new run, all
   * processors; nobody listens or stops it}
   */
  public static TrainOptions defaults() {
    return new TrainOptions(
        List.of(),
        OpenOptions.defaultHome(),
        ExistingRun.REFUSE,
        null,
        TrainListener.NONE,
        () -> false);
  }

  /**
   * {@return the same with other values over those of the config}
   *
   * @param other each {@code path=value}, with the value in YAML
   */
  public TrainOptions withSettings(String... other) {
    return new TrainOptions(Arrays.asList(other), home, existing, threads, listener, stop);
  }

  /**
   * {@return the same with another home}
   *
   * @param other the folder above {@code data/catalog.yaml}
   */
  public TrainOptions withHome(Path other) {
    return new TrainOptions(settings, other, existing, threads, listener, stop);
  }

  /**
   * {@return the same for a folder that may hold a run}
   *
   * @param other what to do with it
   */
  public TrainOptions withExisting(ExistingRun other) {
    return new TrainOptions(settings, home, other, threads, listener, stop);
  }

  /**
   * {@return the same with a number of threads}
   *
   * @param other at least 1
   */
  public TrainOptions withThreads(int other) {
    return new TrainOptions(settings, home, existing, other, listener, stop);
  }

  /**
   * {@return the same with a listener}
   *
   * @param other hears how it goes
   */
  public TrainOptions withListener(TrainListener other) {
    return new TrainOptions(settings, home, existing, threads, other, stop);
  }

  /**
   * {@return the same that can be stopped}
   *
   * @param other asked between two steps
   */
  public TrainOptions withStop(BooleanSupplier other) {
    return new TrainOptions(settings, home, existing, threads, listener, other);
  }
}
