package org.isotopelm.project;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.ImportedSpec;
import org.isotopelm.config.ImportedSpec.Format;
import org.isotopelm.huggingface.HuggingFaceFolder;
import org.isotopelm.model.ArpaSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.arpa.ArpaReader;
import org.isotopelm.model.ngram.arpa.ArpaTokenizer;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.WordKind;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.train.CountingPlan;
import org.isotopelm.train.run.ImportedRun;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;

/** Makes a run of a model that another program has trained. */
public final class Importer {
  private final Path from;
  private final OptionalInt context;
  private final Optional<Path> tokenizer;
  private final List<String> notes = new ArrayList<>();

  /**
   * What was imported.
   *
   * @param parameters elements of all weights; n-grams are none
   * @param notes what a user should know, a sentence each
   */
  public record Imported(
      Format format, ModelSpec model, long parameters, int vocabulary, List<String> notes) {}

  /**
   * An import.
   *
   * @param from a folder of transformers, or an ARPA file
   * @param context tokens that a network shall see; empty: as many as it can, up to a limit
   * @param tokenizer of an ARPA file whose tokens are not words between blanks
   */
  public Importer(Path from, OptionalInt context, Optional<Path> tokenizer) {
    this.from = from;
    this.context = context;
    this.tokenizer = tokenizer;
  }

  /**
   * Writes the run.
   *
   * @param force whether a run that is there may be replaced
   * @throws ProblemException (data) where the model is damaged or none that Isotope has; the folder
   *     is as it was then
   */
  public Imported into(Path folder, boolean force) {
    if (!Files.exists(from)) {
      throw ProblemException.data(from + " does not exist; name a model's folder or ARPA file");
    }
    if (Files.exists(from.resolve(RunSeal.CONFIG))) {
      throw ProblemException.data(from + " is a run of Isotope already; use it as it is");
    }
    if (Files.isDirectory(from) && Files.notExists(from.resolve("config.json"))) {
      throw ProblemException.data(
          from + ": holds no config.json; name a folder that transformers has saved");
    }
    ImportedRun.requireUsable(folder, force);
    try {
      return Files.isDirectory(from) ? huggingFace(folder) : arpa(folder);
    } catch (IOException e) {
      throw ProblemException.data(from + ": cannot be read: " + FileReason.of(e), e);
    }
  }

  private Imported huggingFace(Path folder) throws IOException {
    refuse(tokenizer.isPresent(), "a model's folder holds its tokenizer");
    Path file = from.resolve(RunFolder.TOKENIZER);
    Tokenizer own = TokenizerFile.read(file);
    Tokenizer read = HuggingFaceFolder.tokenizer(from, own, notes::add);
    HuggingFaceFolder.Model model = HuggingFaceFolder.read(from, read, context, notes::add);
    Integer begin = model.begin() == read.endOfDocument() ? null : (Integer) model.begin();
    long parameters = model.parameters().count();
    List<Tensor> tensors = Tensor.all(model.parameters(), "", model.values());
    new ImportedRun(
            yaml(Format.HUGGINGFACE, begin, model.spec()),
            own == read && namesItsEnd(own) ? text(file) : TokenizerFile.toJson(read),
            model.spec(),
            parameters,
            Map.of(RunReader.MODEL, out -> Safetensors.write(out, tensors, Map.of("format", "pt"))))
        .write(folder);
    return new Imported(Format.HUGGINGFACE, model.spec(), parameters, read.vocabulary(), notes);
  }

  /** Whether tokenizer.json alone says which token ends documents. */
  private static boolean namesItsEnd(Tokenizer own) {
    return Vocabulary.USUAL_ENDS.contains(own.token(own.endOfDocument()));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw ProblemException.data(file + ": is not UTF-8; restore the file", e);
    }
  }

  private Imported arpa(Path folder) {
    refuse(context.isPresent(), "an ARPA file has an order and no context");
    requireArpa();
    TokenizerSpec spec =
        tokenizer.isPresent()
            ? new TokenizerSpec.Saved(tokenizer.get().toString())
            : new WordKind(null, null, WordKind.Words.WHITESPACE);
    Tokenizer words = ArpaTokenizer.of(spec, from);
    NgramTable table = ArpaReader.read(from, words, notes::add);
    ModelSpec model = new ArpaSpec(from.toAbsolutePath().normalize().toString());
    new ImportedRun(
            yaml(Format.ARPA, null, model),
            TokenizerFile.toJson(words),
            model,
            0,
            Map.of(CountingPlan.FILE, table::write))
        .write(folder);
    return new Imported(Format.ARPA, model, 0, words.vocabulary(), notes);
  }

  /** A file of another format is no damaged ARPA file. */
  private void requireArpa() {
    String name = from.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".safetensors") || name.endsWith(".json") || name.endsWith(".bin")) {
      throw ProblemException.data(
          from + ": is a part of a model; name its folder, with config.json and tokenizer.json");
    }
    for (String other : List.of(".gguf", ".onnx", ".zip", ".pt", ".ckpt")) {
      if (name.endsWith(other)) {
        throw ProblemException.data(
            "%s: Isotope imports no %s files; it reads folders of transformers, and ARPA files"
                .formatted(from, other));
      }
    }
  }

  private static void refuse(boolean given, String why) {
    if (given) {
      throw ProblemException.usage(why + "; leave the option out");
    }
  }

  private String yaml(Format format, @Nullable Integer begin, ModelSpec model) {
    ImportedSpec origin =
        new ImportedSpec(from.toAbsolutePath().normalize().toString(), format, begin);
    TokenizerSpec beside = new TokenizerSpec.Saved(RunFolder.TOKENIZER);
    return ConfigFile.toYaml(Config.ofImported(origin, beside, model));
  }
}
