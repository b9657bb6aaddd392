package org.isotopelm.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.teacher.TeacherSpec;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.StartRun;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.run.RunFolder;

/**
 * How the run or study that a config goes on with was begun.
 *
 * @param products where the config leaves them open
 * @param start where the weights are that its trainings begin with, if they begin with a run's
 * @param run the folder of a run that keeps these weights itself
 */
record Begun(ProductsKind products, StartWeights start, Optional<Path> run) {
  static final String FROM = "train.from";
  static final String FROM_SHA256 = "train.from_sha256";

  static final String TEACHER_RUN = TeacherSpec.KEY + ".run";
  static final String TEACHER_SHA256 = TeacherSpec.KEY + ".sha256";

  /** Nothing was begun, or not with anything that the config does not say. */
  static Begun with(ProductsKind products) {
    return new Begun(products, StartWeights.ofRuns(), Optional.empty());
  }

  /** A run that keeps the weights that it began with. */
  private static Begun keeping(Path run, ProductsKind products) {
    StartWeights kept = StartWeights.keptIn(run);
    return new Begun(products, kept, kept.isKept() ? Optional.of(run) : Optional.empty());
  }

  /**
   * As a run was begun.
   *
   * @param before its config
   * @param now the config that it goes on with
   */
  static Begun in(Path run, Config before, Config now) {
    ProductsKind products = before.engine().products();
    return pin(before, now).isPresent() ? keeping(run, products) : with(products);
  }

  /**
   * The checksum of the weights that a run began with, if the config that it goes on with asks for
   * the same or leaves open which they are.
   */
  static Optional<String> pin(Config before, Config now) {
    return start(before)
        .filter(begun -> start(now).filter(asked -> isOrMayBe(asked, begun)).isPresent())
        .map(begun -> Objects.requireNonNull(begun.sha256(), "a run says which weights"));
  }

  private static boolean isOrMayBe(StartRun asked, StartRun begun) {
    return asked.folder().equals(begun.folder())
        && (asked.sha256() == null || asked.sha256().equals(begun.sha256()));
  }

  /** Values for a config, with the checksum of the weights where they name another run, or none. */
  static Map<String, Object> pinned(LoadedConfig loaded, Map<String, Object> overrides) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (overrides.containsKey(FROM)) {
      all.put(FROM_SHA256, null);
      start(loaded.with(all))
          .ifPresent(
              run -> {
                requireNetwork(run);
                all.put(FROM_SHA256, run.found());
              });
    }
    if (overrides.containsKey(TEACHER_RUN)) {
      all.put(TEACHER_SHA256, null);
    }
    if (overrides.containsKey(TEACHER_RUN) || overrides.containsKey(TeacherSpec.KEY)) {
      newTeacher(loaded.with(all)).ifPresent(sha256 -> all.put(TEACHER_SHA256, sha256));
    }
    return all;
  }

  /** The checksum of the teacher that a training has now, where its config does not say it. */
  static Optional<String> newTeacher(Config config) {
    return teacher(config)
        .filter(teacher -> teacher.sha256() == null)
        .map(
            teacher -> {
              LoadedRun.requireRun(teacher.folder());
              return teacher.found();
            });
  }

  /**
   * The checksum of the teacher that a run began with, if the config that it goes on with asks for
   * the same or leaves open which it is.
   */
  static Optional<String> sameTeacher(Config before, Config now) {
    return teacher(before)
        .filter(
            begun ->
                teacher(now)
                    .filter(asked -> asked.run().equals(begun.run()))
                    .filter(asked -> asked.sha256() == null)
                    .isPresent())
        .map(begun -> Objects.requireNonNull(begun.sha256(), "a run says which teacher"));
  }

  /** Refuses a config whose teacher is no run, unless it says which teacher it was. */
  static void requireTeacher(Config config) {
    teacher(config)
        .filter(teacher -> teacher.sha256() == null)
        .ifPresent(teacher -> LoadedRun.requireRun(teacher.folder()));
  }

  /** The run that a training learns from, if it has a teacher. */
  static Optional<TeacherSpec> teacher(Config config) {
    return Optional.ofNullable(config.train()).flatMap(TrainSpec::learnsFrom);
  }

  /** The run that a training begins with, if it begins with one. */
  static Optional<StartRun> start(Config config) {
    return Optional.ofNullable(config.train()).flatMap(TrainSpec::start);
  }

  /**
   * Refuses a config whose training begins with what is no network's run, unless its weights are
   * kept.
   */
  void requireStart(Config config) {
    if (run.isEmpty()) {
      start(config).ifPresent(Begun::requireNetwork);
    }
  }

  /**
   * Refuses what has no weights.
   *
   * @throws ProblemException (data) where it is no run; (config) where it is not a network's
   */
  static void requireNetwork(StartRun start) {
    LoadedRun.requireRun(start.folder());
    Path file = start.folder().resolve(RunFolder.CONFIG);
    if (!(ConfigFile.read(file, List.of()).config().model() instanceof ModelSpec.Neural)) {
      throw ProblemException.config(
          FROM, start.folder() + " has no weights to begin with; name the run of a network");
    }
  }

  /**
   * The run's own tokenizer, where it keeps its first weights and the file that the config names is
   * gone with the run that they are from.
   */
  Optional<Tokenizer> tokenizer(TokenizerSpec spec) {
    return run.filter(
            folder ->
                spec instanceof TokenizerSpec.Saved saved && !Files.exists(Path.of(saved.file())))
        .map(
            folder -> {
              RunSeal.read(folder)
                  .ifPresent(seal -> seal.requireWhole(folder, RunFolder.TOKENIZER));
              return TokenizerFile.read(folder.resolve(RunFolder.TOKENIZER));
            });
  }
}
