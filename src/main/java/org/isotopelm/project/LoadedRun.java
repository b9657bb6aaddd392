package org.isotopelm.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.config.ImportedSpec;
import org.isotopelm.config.Settings;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.export.TrainedModel;
import org.isotopelm.math.Team;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.dynamic.RateSearch;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.study.Study;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.read.OnError;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.SavedModel;
import org.jspecify.annotations.Nullable;

/** A run that was trained before, with the weights of one of its checkpoints. */
public record LoadedRun(
    Path folder,
    String checkpoint,
    Optional<RunSeal> seal,
    Project project,
    Tokenizer tokenizer,
    TokenModel model,
    Optional<Mixed> mixture) {

  /**
   * What a mixture consists of.
   *
   * @param split whose text the weights were fitted to; null: they were given
   */
  public record Mixed(MixtureWeights weights, @Nullable String split, List<LoadedRun> runs) {
    TokenModel model(int endOfDocument) {
      return weights.mixture(runs.stream().map(LoadedRun::model).toList(), endOfDocument);
    }
  }

  /** Tokens of a text, and where its documents come from. */
  public record Text(Corpus corpus, TokenizedSplit split) {}

  /**
   * Opens a run; a study is none, but holds the runs of its choice and of λ = 0.
   *
   * @param checkpoint {@code best}, {@code last} or {@code step-N}
   * @param window how a network sees documents
   */
  public static LoadedRun open(
      Path home, Path folder, String checkpoint, Function<NeuralModel, Window> window) {
    return open(home, folder, checkpoint, Settings.of(List.of()), window);
  }

  /**
   * The same with other settings than the run was trained with.
   *
   * @param settings over those of the run's config, and of those that it mixes
   */
  public static LoadedRun open(
      Path home,
      Path folder,
      String checkpoint,
      Settings settings,
      Function<NeuralModel, Window> window) {
    requireRun(folder);
    Optional<RunSeal> seal = RunSeal.read(folder);
    seal.ifPresent(whole -> whole.requireWhole(folder, RunFolder.CONFIG));
    seal.ifPresent(whole -> whole.requireWhole(folder, RunFolder.TOKENIZER));
    Path config = folder.resolve(RunFolder.CONFIG);
    Project project =
        seal.isPresent() && settings.assignments().isEmpty()
            ? Project.readSealed(home, config)
            : Project.read(home, config, settings);
    Tokenizer tokenizer = TokenizerFile.read(folder.resolve(RunFolder.TOKENIZER));
    if (project.config().model() instanceof MixSpec) {
      MixtureFile file = RunReader.read(folder, checkpoint, MixtureFile::in);
      Mixed mixed =
          new Mixed(
              file.weights(),
              file.split(),
              MixtureRuns.open(home, folder, tokenizer, file, settings, window));
      TokenModel mixture = mixed.model(tokenizer.endOfDocument());
      return new LoadedRun(
          folder, checkpoint, seal, project, tokenizer, mixture, Optional.of(mixed));
    }
    TokenModel model =
        SavedModel.open(
            folder,
            checkpoint,
            project.config().model(),
            tokenizer,
            project.engineStartingCold(),
            window);
    return new LoadedRun(
        folder,
        checkpoint,
        seal,
        project,
        tokenizer,
        beginning(model, project.config().imported()),
        Optional.empty());
  }

  /** The model, whose documents begin as those that another program trained it on. */
  private static TokenModel beginning(TokenModel model, @Nullable ImportedSpec imported) {
    Integer begin = imported == null ? null : imported.begin();
    if (begin == null || !(model instanceof Network network)) {
      return model;
    }
    if (begin >= model.vocabulary()) {
      throw ProblemException.config(
          "imported.begin", "%s is no token: there are %s".formatted(begin, model.vocabulary()));
    }
    return network.beginningWith(begin);
  }

  /** Whether the end of a document is a token that the model predicts. */
  public boolean hasBoundaries() {
    DataSpec data = project.config().data();
    return data == null || !Boolean.FALSE.equals(data.boundaries());
  }

  /** Refuses what holds no run. */
  static void requireRun(Path folder) {
    if (Files.notExists(folder)) {
      AtomicFolder.mend(folder);
    }
    if (Study.isIn(folder)) {
      throw ProblemException.data(inStudy(folder, ""));
    }
    if (Files.isRegularFile(folder)) {
      throw ProblemException.data(isFile(folder));
    }
    if (!Files.exists(folder.resolve(RunFolder.CONFIG))) {
      throw ProblemException.data(
          Files.exists(folder)
              ? folder
                  + " holds no run: it has no config.yaml; name a folder that 'isotope "
                  + "train' made, or make one of another program's model with 'isotope import'"
              : folder + " does not exist; name a folder that 'isotope train' made");
    }
  }

  /**
   * Why the figures of a text may be too good, or of another text than the user believes.
   *
   * @param split of the run's own corpus that the text is; null for another text
   */
  public List<String> doubts(@Nullable String split, Text text) {
    return SeenText.allDoubts(this, split, text);
  }

  /**
   * What to name instead of a study.
   *
   * @param behind what must follow the chosen model's folder
   */
  public static String inStudy(Path study, String behind) {
    Path chosen = study.resolve("chosen");
    return Files.exists(chosen.resolve(RunFolder.CONFIG))
        ? study + " is a study, not a run; name its chosen model, " + chosen + behind
        : study + " is a study that has not chosen a model yet; 'isotope study' continues it";
  }

  /** What to name instead of a file, such as the config that a run was made of. */
  public static String isFile(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return "%s is a file; name a run's folder, such as %s".formatted(file, Path.of("models", name));
  }

  /** The model as exports take it. */
  public TrainedModel trained() {
    return new TrainedModel(project.config().model(), model, tokenizer, RunBackground.of(this));
  }

  /**
   * The run under dynamic evaluation.
   *
   * @param search for its rates, on the validation split; of a mixture, that of its first network
   */
  public record Learning(LoadedRun run, RateSearch.Result search) {

    /** As {@link LoadedRun#doubts}, and whether the rates were chosen on this very split. */
    public List<String> doubts(@Nullable String split, Text text) {
      List<String> doubts = new ArrayList<>(run.doubts(split, text));
      if (DynamicRuns.SPLIT.equals(split)) {
        doubts.addFirst(
            "%s: the rates of its dynamic evaluation were chosen on this split, so its nll is a little too low; score another split or text"
                .formatted(run.folder));
      }
      return doubts;
    }
  }

  /**
   * The same run, whose weights go on learning from the text that they have scored. In a mixture
   * the weights of every network do, and the weights of its members are fitted again: to the
   * validation split, on which the networks learn too.
   *
   * @throws ProblemException (data) if no part of it is a network, or the validation split of the
   *     network's run or of the mixture is empty
   */
  public Learning learning(Team team) {
    return DynamicRuns.learning(this, team)
        .orElseThrow(
            () ->
                ProblemException.data(
                    "%s: the model has no network, and dynamic evaluation trains one; name a run of a network, or evaluate this one without"
                        .formatted(folder)));
  }

  /** Whether a part of it is a network. */
  public boolean hasNetwork() {
    return model instanceof Network
        || mixture.stream().flatMap(mixed -> mixed.runs().stream()).anyMatch(LoadedRun::hasNetwork);
  }

  /**
   * The same run, whose networks see documents through other windows.
   *
   * @param window of each network
   */
  public LoadedRun seenThrough(Function<NeuralModel, Window> window) {
    if (mixture.isPresent()) {
      Mixed whole = mixture.get();
      List<LoadedRun> runs = whole.runs().stream().map(run -> run.seenThrough(window)).toList();
      Mixed seen = new Mixed(whole.weights(), whole.split(), runs);
      return with(seen.model(tokenizer.endOfDocument()), Optional.of(seen));
    }
    return model instanceof Network network ? with(network.seenThrough(window), mixture) : this;
  }

  /** The same run with another model. */
  LoadedRun with(TokenModel other, Optional<Mixed> mixed) {
    return new LoadedRun(folder, checkpoint, seal, project, tokenizer, other, mixed);
  }

  /** A split of the run's own corpus. */
  public Text split(String name) {
    Corpus corpus = project.corpus();
    Preparation text = Preparation.of(tokenizer, corpus, corpus.split(), project.cache());
    TokenizedSplit split =
        switch (name) {
          case "train" -> text.train();
          case "test" -> text.test();
          default -> text.validation();
        };
    if (split.targets() == 0) {
      throw ProblemException.data(
          "%s: the %s split is empty; name another split, or a text".formatted(folder, name));
    }
    return new Text(corpus, split);
  }

  /** Any text of the working directory, cut into documents as the run's own was. */
  public Text texts(List<String> files) {
    Corpus corpus = corpus(files);
    Preparation text = Preparation.of(tokenizer, corpus, corpus.split(), project.cache());
    return new Text(corpus, text.train());
  }

  private Corpus corpus(List<String> files) {
    try {
      return project.text(asOwn(files, project.config().data()));
    } catch (ProblemException e) {
      throw e.withoutPaths();
    }
  }

  /** Documents that end as those of the run's text; an imported run has none, and they end. */
  private static DataSpec asOwn(List<String> files, @Nullable DataSpec own) {
    return new DataSpec(
        null,
        files,
        own == null ? null : own.format(),
        own == null ? null : own.field(),
        null,
        own == null ? null : own.documents(),
        own == null ? Boolean.TRUE : own.boundaries(),
        own == null ? OnError.FAIL : own.onError(),
        null,
        SplitSpec.NOTHING);
  }
}
