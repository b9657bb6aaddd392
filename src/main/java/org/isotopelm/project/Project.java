package org.isotopelm.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.isotopelm.base.ProblemException;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.config.Settings;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Window;
import org.isotopelm.study.Study;
import org.isotopelm.teacher.TeacherSpec;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.catalog.CacheFolder;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.MixingPlan;
import org.isotopelm.train.MixingRecipe;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.StartRun;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.run.RunFolder;

/** A config file, and the text, tokens and plan that follow from it. */
public final class Project {
  private final Path home;
  private final Path file;
  private final LoadedConfig loaded;
  private final Begun begun;
  private final UnaryOperator<Path> lies;
  private final Map<DataSpec, Corpus> corpora = new ConcurrentHashMap<>();

  private Project(
      Path home, Path file, LoadedConfig loaded, Begun begun, UnaryOperator<Path> lies) {
    this.home = home;
    this.file = file;
    this.loaded = loaded;
    this.begun = begun;
    this.lies = lies;
  }

  /**
   * Reads a config.
   *
   * @param home of Isotope: where corpora and token stores are kept
   */
  public static Project read(Path home, Path file, Settings settings) {
    return here(home, file, ConfigFile.read(file, settings));
  }

  /**
   * Reads a config that another machine has sent with the texts that it names.
   *
   * @param lies where a file that the config names lies here
   */
  static Project readSent(Path home, Path file, UnaryOperator<Path> lies) {
    return new Project(home, file, ConfigFile.readSound(file), Begun.with(ProductsKind.AUTO), lies);
  }

  /** The config of a run, of which the run's seal says that it is as it was written. */
  static Project readSealed(Path home, Path file) {
    return here(home, file, ConfigFile.readSound(file));
  }

  /** One whose files lie where its config names them. */
  private static Project here(Path home, Path file, LoadedConfig loaded) {
    return new Project(home, file, loaded, Begun.with(ProductsKind.AUTO), UnaryOperator.identity());
  }

  /**
   * With the checksums of the weights that a training begins with now, if they are a run's, and of
   * its teacher, if it has one, where the config does not say them.
   *
   * @throws ProblemException (data) where that is no run; (config) where the weights are not a
   *     network's
   */
  public Project pinned() {
    Optional<StartRun> open = Begun.start(config()).filter(run -> run.sha256() == null);
    open.ifPresent(Begun::requireNetwork);
    LoadedConfig started =
        open.map(run -> loaded.withDefault(Begun.FROM_SHA256, run.found())).orElse(loaded);
    LoadedConfig taught =
        Begun.newTeacher(config())
            .map(sha256 -> started.withDefault(Begun.TEACHER_SHA256, sha256))
            .orElse(started);
    return with(taught, begun);
  }

  private Project with(LoadedConfig config, Begun before) {
    return new Project(home, file, config, before, lies);
  }

  /** The runs that the config mixes, and those that these mix in turn. */
  public List<Path> parts() {
    Set<Path> parts = new LinkedHashSet<>();
    addParts(parts);
    return List.copyOf(parts);
  }

  private void addParts(Set<Path> parts) {
    if (config().model() instanceof MixSpec mix) {
      for (String run : mix.runs()) {
        Path part = Path.of(run);
        LoadedRun.requireRun(part);
        if (parts.add(part)) {
          read(home, part.resolve(RunFolder.CONFIG), Settings.of(List.of())).addParts(parts);
        }
      }
    }
  }

  /**
   * As the study that a folder holds was begun: with its products, if the config leaves them open;
   * and one that is older than {@code study.fold_order} goes on with contiguous folds, unless the
   * config asks for others.
   */
  public Project goingOnWithStudy(Path folder) {
    if (config().study() == null) {
      return this;
    }
    LoadedConfig own =
        Study.predatesFoldOrder(folder)
            ? loaded.withDefault("study.fold_order", "contiguous")
            : loaded;
    return with(own, Begun.with(Study.products(folder).orElse(ProductsKind.AUTO))).pinned();
  }

  /**
   * As the run that a folder holds was begun: with its products, if the config leaves them open;
   * and with the weights and the teacher that it began with.
   */
  public Project goingOnWithRun(Path folder) {
    if (config().engine().products() != ProductsKind.AUTO
        && Begun.start(config()).isEmpty()
        && Begun.teacher(config()).isEmpty()) {
      return this;
    }
    Config before = ConfigFile.read(folder.resolve(RunFolder.CONFIG), List.of()).config();
    Begun own = Begun.in(folder, before, config());
    LoadedConfig taught =
        Begun.sameTeacher(before, config())
            .map(sha256 -> loaded.withDefault(Begun.TEACHER_SHA256, sha256))
            .orElse(loaded);
    return Begun.pin(before, config())
        .map(sha256 -> with(taught.withDefault(Begun.FROM_SHA256, sha256), own))
        .orElseGet(() -> with(taught, own))
        .pinned();
  }

  public Config config() {
    return loaded.config();
  }

  public LoadedConfig loaded() {
    return loaded;
  }

  /** Does something with the config; errors about it get their line and column. */
  public <T> T located(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      throw loaded.source().locate(e);
    }
  }

  public Corpus corpus() {
    DataSpec data = config().data();
    if (data == null) {
      throw ProblemException.data(file + ": " + Config.NO_TEXT);
    }
    return corpus(data);
  }

  /** A corpus; one that was opened before is not read again. */
  public Corpus corpus(DataSpec data) {
    return corpora.computeIfAbsent(
        data, spec -> Corpus.openMoved(spec, folder(), Catalog.open(home), lies));
  }

  /** A corpus whose files the user named on the command line. */
  public Corpus text(DataSpec data) {
    return Corpus.open(data, Path.of("").toAbsolutePath(), Catalog.open(home));
  }

  private Path folder() {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
  }

  /** The Isotope home. */
  Path home() {
    return home;
  }

  /** Where token stores are kept. */
  public Path cache() {
    return cache(home);
  }

  /** Where token stores are kept below an Isotope home. */
  public static Path cache(Path home) {
    return CacheFolder.writable(home.resolve("data").resolve("cache"));
  }

  /** The engine that the config asks for. */
  public Engine engine() {
    return Engine.of(products());
  }

  /** The same for work that may be short. */
  public Engine engineStartingCold() {
    return Engine.startingCold(products());
  }

  private ProductsKind products() {
    ProductsKind asked = asked();
    return asked == ProductsKind.AUTO ? EngineChoice.in(cache()).found() : asked;
  }

  private ProductsKind asked() {
    ProductsKind asked = config().engine().products();
    return asked == ProductsKind.AUTO ? begun.products() : asked;
  }

  /** That the products follow from what {@code bench} found before; nothing where they do not. */
  public Optional<String> productsNote() {
    return asked() == ProductsKind.AUTO ? EngineChoice.in(cache()).note() : Optional.empty();
  }

  /** Everything that is resolved before the first step. */
  public TrainingPlan plan(Engine engine) {
    Corpus corpus = corpus();
    Recipe recipe = config().recipe();
    if (recipe instanceof MixingRecipe mixing) {
      return plan(mixing, corpus);
    }
    begun.requireStart(config());
    Begun.requireTeacher(config());
    Preparation text =
        begun
            .tokenizer(recipe.tokenizer())
            .map(own -> Preparation.of(own, corpus, corpus.split(), cache()))
            .orElseGet(() -> Preparation.of(recipe, corpus, corpus.split(), cache()));
    return TrainingPlan.of(recipe, text, engine, begun.start(), new Teachers(this::model, cache()));
  }

  private TrainingPlan plan(MixingRecipe recipe, Corpus corpus) {
    List<LoadedRun> runs = MixtureRuns.open(home, recipe.model());
    Preparation text = Preparation.of(recipe.tokenizer(), corpus, corpus.split(), cache());
    MixtureRuns.requireSame(runs.getFirst(), file, text.tokenizer());
    return new MixingPlan(recipe, text, MixtureRuns.members(runs));
  }

  /** Why the figures of a training may be too good, or other than the user believes. */
  public List<String> doubts(TrainingPlan plan) {
    return switch (plan) {
      case MixingPlan mixing ->
          SeenText.doubts(
              this,
              mixing,
              mixing.members().stream().map(member -> runIn(Path.of(member.run()))).toList());
      case GradientPlan gradients -> doubts(gradients);
      case SteplessPlan counted -> List.of();
    };
  }

  private List<String> doubts(GradientPlan plan) {
    TrainSpec train = plan.recipe().train();
    List<String> doubts = new ArrayList<>();
    train
        .start()
        .filter(StartRun::exists)
        .map(run -> SeenText.doubts(this, plan, run.folder(), runIn(run.folder())))
        .ifPresent(doubts::addAll);
    train
        .learnsFrom()
        .filter(TeacherSpec::exists)
        .ifPresent(teacher -> doubts.addAll(teacherDoubts(plan, teacher.folder())));
    return doubts;
  }

  /** A mixture has seen what its runs have seen. */
  private List<String> teacherDoubts(GradientPlan plan, Path teacher) {
    Project own = runIn(teacher);
    List<Path> runs = own.parts();
    return (runs.isEmpty() ? List.of(teacher) : runs)
        .stream().flatMap(run -> SeenText.heldOut(this, plan, run, runIn(run)).stream()).toList();
  }

  private Project runIn(Path folder) {
    return read(home, folder.resolve(RunFolder.CONFIG), Settings.of(List.of()));
  }

  /** The model of a run. */
  TokenModel model(Path run) {
    return LoadedRun.open(home, run, "best", Window::of).model();
  }

  /** The config as a run keeps it: with what was left to the text and the run's length. */
  public Config resolved(TrainingPlan plan, Engine engine) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("engine", recorded(engine));
    values.put("data.boundaries", plan.text().train().boundaries());
    if (plan instanceof GradientPlan gradients) {
      TrainSpec train = gradients.recipe().train();
      values.put("train.evaluate.every", train.evaluate().every(gradients.steps()));
      values.put("train.checkpoint.every", train.checkpoint().every(gradients.steps()));
    }
    return loaded.with(values);
  }

  /** The config's {@code engine} as a run keeps it: what was used, and not on how many threads. */
  public static Map<String, Object> recorded(Engine engine) {
    return Map.of("products", engine.kind());
  }

  /** The config's file. */
  public Path file() {
    return file;
  }

  /** The name of the config's file without its suffix. */
  public String name() {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
