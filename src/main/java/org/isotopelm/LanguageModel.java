package org.isotopelm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.isotopelm.base.Json;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.export.Export;
import org.isotopelm.export.ExportFormat;
import org.isotopelm.export.Exporter;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.Enclosing;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.project.ScoredText;
import org.isotopelm.token.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The trained model of a run. It does not change, and any number of threads may use it at the same
 * time: each call works on the thread of its caller, and gives the same bits on any of them. {@link
 * SampleOptions#threads} lets others help.
 *
 * <p>Every method throws {@link IsotopeException}, of the kind USAGE once the model is closed.
 */
public final class LanguageModel implements AutoCloseable {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  private final Path folder;
  private volatile @Nullable Opened opened;

  /**
   * @param run as it scores
   * @param generating the model as it generates: it always sees as much as it can
   */
  private record Opened(LoadedRun run, TokenModel generating) {
    Tokenizer tokenizer() {
      return run.tokenizer();
    }

    TextGenerator generator() {
      return new TextGenerator(generating, run.tokenizer());
    }
  }

  private LanguageModel(Path folder, Opened opened) {
    this.folder = folder;
    this.opened = opened;
  }

  static LanguageModel open(Path folder, OpenOptions options) {
    LoadedRun run = LoadedRun.open(options.home(), folder, options.checkpoint(), Window::of);
    return new LanguageModel(folder, new Opened(run, run.seenThrough(Window::sliding).model()));
  }

  /** {@return what it is} */
  public ModelInfo info() {
    return using(
        model ->
            new ModelInfo(
                folder,
                model.run().checkpoint(),
                kind(model.run()),
                model.generating().parameters(),
                model.generating().vocabulary(),
                model.generating().sight().context(),
                model.generating().isDistribution()));
  }

  private static String kind(LoadedRun run) {
    return Json.mapper().valueToTree(run.project().config().model()).path("kind").asString();
  }

  /**
   * Scores a document: every token after all that the model sees before it, and the end of the
   * document where the run's documents have one. The figures are those of {@code isotope eval}.
   *
   * @param document its whole text
   * @return the score of each token
   * @throws IsotopeException (data) if there is nothing to score
   */
  public TextScore score(String document) {
    Objects.requireNonNull(document, "document");
    return using(model -> new TextScorer(model.run()).document(document));
  }

  /**
   * Scores what follows a text, and not the end of the document. Both are encoded as one text: the
   * tokens are those that end in {@code text}, of which the first may begin before it.
   *
   * @param context what the document begins with
   * @param text what follows it
   * @return the scores of the tokens of {@code text}
   */
  public TextScore scoreAfter(String context, String text) {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(text, "text");
    return using(model -> new TextScorer(model.run()).after(context, text));
  }

  /**
   * Scores a split of the run's own text.
   *
   * @param split {@code train}, {@code validation} or {@code test}
   * @return the figures of {@code isotope eval}
   * @throws IsotopeException (usage) for another split; (data) if it is empty, or the text is not
   *     there
   */
  public Evaluation evaluate(String split) {
    Objects.requireNonNull(split, "split");
    if (!SPLITS.contains(split)) {
      throw Errors.usage(
          "split",
          "there is no split %s; use one of %s".formatted(split, String.join(", ", SPLITS)));
    }
    return using(model -> evaluation(model.run(), model.run().split(split), split));
  }

  /**
   * Scores texts, which are cut into documents as the run's own text was.
   *
   * @param texts files, folders or globs, relative to the working directory
   * @return the figures of {@code isotope eval}
   * @throws IsotopeException (usage) if none is named; (data) if one cannot be read, or there is
   *     nothing to score
   */
  public Evaluation evaluateTexts(String... texts) {
    Objects.requireNonNull(texts, "texts");
    List<String> named = Errors.texts("texts", Arrays.asList(texts));
    if (named.isEmpty()) {
      throw Errors.usage("texts", "no text is named; name a file, a folder or a glob");
    }
    return using(model -> evaluation(model.run(), model.run().texts(named), null));
  }

  private static Evaluation evaluation(LoadedRun run, LoadedRun.Text text, @Nullable String split) {
    try (Team caller = new Team(1)) {
      return ScoredText.of(run, text, split, run.doubts(split, text), caller).evaluation();
    }
  }

  /**
   * {@return what may come next}
   *
   * @param text what the document begins with; empty: at its beginning
   */
  public NextTokens next(String text) {
    Objects.requireNonNull(text, "text");
    return using(model -> model.generator().next(text));
  }

  /**
   * Generates text.
   *
   * @param prompt what the document begins with
   * @param options how many tokens, how they are chosen, and where to stop
   * @return what follows the prompt
   */
  public Sample sample(String prompt, SampleOptions options) {
    return sample(prompt, options, piece -> {});
  }

  /**
   * Generates text, and passes it on while it is generated.
   *
   * @param prompt what the document begins with
   * @param options how many tokens, how they are chosen, and where to stop
   * @param out receives what follows the prompt, piece by piece: whole characters, and nothing that
   *     may still turn out to be a stop string
   * @return what follows the prompt, whole
   */
  public Sample sample(String prompt, SampleOptions options, Consumer<String> out) {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(out, "out");
    return using(model -> model.generator().sample(prompt, options, out));
  }

  /**
   * {@return the ids of a text, without special tokens}
   *
   * @param text any
   */
  public int[] encode(String text) {
    Objects.requireNonNull(text, "text");
    return using(model -> model.tokenizer().encode(text));
  }

  /**
   * {@return the tokens of a text with their places; their ids are those of {@link #encode}}
   *
   * @param text any
   */
  public List<TextToken> locate(String text) {
    Objects.requireNonNull(text, "text");
    return using(model -> TokenPlaces.of(model.tokenizer(), text).tokens(text));
  }

  /**
   * {@return how many tokens of a text stand for what the tokenizer does not know}
   *
   * @param text any
   */
  public int unknownTokens(String text) {
    Objects.requireNonNull(text, "text");
    return using(model -> TextScorer.unknown(model.tokenizer(), model.tokenizer().encode(text)));
  }

  /**
   * {@return the text of ids; special tokens give nothing}
   *
   * @param ids of tokens
   * @throws IsotopeException (usage) if the vocabulary lacks one of them
   */
  public String decode(int... ids) {
    Objects.requireNonNull(ids, "ids");
    return using(
        model -> {
          int vocabulary = model.tokenizer().vocabulary();
          for (int id : ids) {
            if (id < 0 || id >= vocabulary) {
              throw Errors.noToken(id, vocabulary);
            }
          }
          return model.tokenizer().decode(ids);
        });
  }

  /**
   * Writes the model for other programs: all of it or nothing.
   *
   * @param format a name such as {@code huggingface}; an unknown one is refused with all names
   * @param target the file or folder; one that is there is refused, folders above it are made
   * @return where the format holds more or less than the model
   * @throws IsotopeException (usage) for an unknown format; (failure) if the format cannot express
   *     the model, with the reason, or the target cannot be written
   */
  public List<String> export(String format, Path target) {
    return export(format, target, ExportOptions.DEFAULT);
  }

  /**
   * Writes the model for other programs: all of it or nothing.
   *
   * @param format a name such as {@code huggingface}; an unknown one is refused with all names
   * @param target the file or folder; folders above it are made
   * @param options the type of numbers, and whether an earlier export is replaced
   * @return where the format holds more or less than the model
   * @throws IsotopeException (usage) for an unknown format, or a type that it does not have;
   *     (failure) if the format cannot express the model, with the reason, or the target cannot be
   *     written
   */
  public List<String> export(String format, Path target, ExportOptions options) {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(options, "options");
    return using(
        model -> {
          ExportFormat known = ExportFormat.of(format);
          Enclosing.refuseExport(target);
          return Exporter.write(
              known,
              new Export(
                  model.run().trained(),
                  target,
                  options.replace(),
                  known.type(Optional.ofNullable(options.type()))));
        });
  }

  /** Lets go of the weights. Calls that run end as if nothing had happened. */
  @Override
  public void close() {
    opened = null;
  }

  private <T> T using(Function<Opened, T> work) {
    Opened model = opened;
    if (model == null) {
      throw Errors.usage("model", folder + " is closed; open it again");
    }
    Callable<T> call = () -> work.apply(model);
    return Errors.translated(call);
  }
}
