package org.isotopelm.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.ContentHash;
import org.isotopelm.IsotopeException;
import org.isotopelm.config.Settings;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.export.TrainedModel;
import org.isotopelm.model.LanguageModel;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.study.Study;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunSeal;
import org.isotopelm.train.run.SavedModel;
import org.isotopelm.words.Phrases;

/** A run that was trained before, with the weights of one of its checkpoints. */
public record LoadedRun(
    Path folder,
    String checkpoint,
    Optional<RunSeal> seal,
    Project project,
    Tokenizer tokenizer,
    LanguageModel model) {

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
    if (Study.isIn(folder)) {
      throw IsotopeException.data(inStudy(folder, ""));
    }
    Path config = folder.resolve(RunFolder.CONFIG);
    if (Files.isRegularFile(folder)) {
      throw IsotopeException.data(isFile(folder));
    }
    if (!Files.exists(config)) {
      throw IsotopeException.data(
          Files.exists(folder)
              ? folder
                  + " holds no run: it has no config.yaml; name a folder that 'isotope "
                  + "train' made"
              : folder + " does not exist; name a folder that 'isotope train' made");
    }
    Optional<RunSeal> seal = RunSeal.read(folder);
    seal.ifPresent(whole -> whole.requireWhole(folder, RunFolder.CONFIG));
    seal.ifPresent(whole -> whole.requireWhole(folder, RunFolder.TOKENIZER));
    Project project = Project.read(home, config, Settings.of(List.of()));
    Tokenizer tokenizer = TokenizerFile.read(folder.resolve(RunFolder.TOKENIZER));
    LanguageModel model =
        SavedModel.open(
            folder,
            checkpoint,
            project.config().model(),
            tokenizer,
            project.engineStartingCold(),
            window);
    return new LoadedRun(folder, checkpoint, seal, project, tokenizer, model);
  }

  /** What has become of the text that the run was trained on; nothing where it is the same. */
  public Optional<String> changedText() {
    return seal.map(own -> own.changes(project.corpus().fingerprints()))
        .filter(changes -> !changes.isEmpty())
        .map(
            changes ->
                "%s: the text is not the one that the run was trained on: %s; its splits may hold other documents now, and the run may have been trained on some of them"
                    .formatted(folder, Resumption.some(changes)));
  }

  /**
   * That a text has documents that the run was trained on; nothing where it has none, or where the
   * run's own files are gone. A corpus of the catalogue is not asked: it might be downloaded.
   */
  public Optional<String> trainedOn(Text text) {
    if (project.config().data().corpus() != null) {
      return Optional.empty();
    }
    try {
      Corpus own = project.corpus();
      Set<ContentHash> trained =
          IntStream.of(own.split().train())
              .mapToObj(document -> own.entry(document).hash())
              .collect(Collectors.toSet());
      Corpus asked = text.corpus();
      long seen =
          IntStream.range(0, asked.size())
              .filter(document -> trained.contains(asked.entry(document).hash()))
              .count();
      return seen == 0
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s was trained on %,d of the %s of this text, so its nll may be too low; use held-out text",
                  folder,
                  seen,
                  Phrases.count(asked.size(), "document")));
    } catch (IsotopeException gone) {
      return Optional.empty();
    }
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
    return new TrainedModel(project.config().model(), model, tokenizer);
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
      throw IsotopeException.data(
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
    DataSpec own = project.config().data();
    try {
      return project.text(
          new DataSpec(
              null,
              files,
              own.format(),
              own.field(),
              null,
              own.documents(),
              own.boundaries(),
              own.onError(),
              null,
              SplitSpec.NOTHING));
    } catch (IsotopeException e) {
      throw e.withoutPaths();
    }
  }
}
