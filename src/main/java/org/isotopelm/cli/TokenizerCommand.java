package org.isotopelm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.files.InputFile;
import org.isotopelm.cli.files.OwnFile;
import org.isotopelm.cluster.SparkCluster;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.project.Project;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.Texts;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.TokenizerFit;
import org.isotopelm.token.TokenizerFit.Sums;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.piece.IntList;
import org.isotopelm.train.run.RunFolder;

/** {@code isotope tokenizer}: text to ids and back. */
final class TokenizerCommand implements Command {
  /** {@code encode --json}. */
  record Encoding(int tokens, int[] ids) {}

  /** {@code decode --json}. */
  record Decoding(int tokens, String text) {}

  @Override
  public String name() {
    return "tokenizer";
  }

  @Override
  public String summary() {
    return "train a tokenizer; turn text into token ids and back";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "tokenizer train CONFIG|TEXT... [--out FILE] [--spark MASTER]",
        "tokenizer encode T FILE",
        "tokenizer decode T FILE",
        "tokenizer info T [TEXT...]");
  }

  @Override
  public String details() {
    return "train makes a tokenizer from a config's training split or from whole TEXTs. For "
        + "TEXTs, --set names its kind and size, for example --set tokenizer.kind=bpe "
        + "--set tokenizer.vocabulary=4096. T is a tokenizer.json, a file of tiktoken's ranks, a SentencePiece model, "
        + "or the folder of a run. FILE is a file, or - for standard input. Ids are written and read as numbers "
        + "with blanks between them. decode writes the text of the ids and nothing else; "
        + "special tokens give no bytes. The text is what encode read, to the byte, for the kinds "
        + "byte and bpe; other tokenizers may change blanks, case or characters that they do not "
        + "know. info counts, for TEXTs, bytes per token and tokens "
        + "per word, by file and by script, and the tokens that they do not use; name one "
        + "file for each language. Without TEXTs it says what the vocabulary alone shows.";
  }

  @Override
  public Options options() {
    Options options = new Options();
    SparkOption.addTo(options);
    return options.addOption(
        NewOption.value("out", "FILE", "for train: the file to write; by default tokenizer.json"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "isotope tokenizer train news.txt --set tokenizer.kind=bpe --set tokenizer.vocabulary=4096",
            "make a tokenizer from a text, in tokenizer.json"),
        new Example(
            "isotope tokenizer encode models/quickstart/chosen text.txt",
            "the ids that a run's tokenizer gives to a text"),
        new Example(
            "echo hello | isotope tokenizer encode t.json - | isotope tokenizer decode t.json -",
            "encode and decode again"),
        new Example(
            "isotope tokenizer info t.json english.txt finnish.txt",
            "how well it fits two languages"));
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    switch (call.action("train", "encode", "decode", "info")) {
      case "train" -> train(call);
      case "encode" -> encode(call);
      case "decode" -> decode(call);
      default -> info(call);
    }
    return ExitCode.DONE;
  }

  private static void train(Invocation call) throws IOException {
    Path out = call.path("out").orElse(Path.of("tokenizer.json"));
    requireFree(out);
    List<String> sources = call.arguments(2, Integer.MAX_VALUE);
    sources = sources.subList(1, sources.size());
    boolean config = sources.size() == 1 && sources.getFirst().matches(".*\\.ya?ml");
    Tokenizer tokenizer = trained(call, sources, config);
    TokenizerFile.write(tokenizer, out);
    if (call.output().json()) { // what the vocabulary shows takes longer than to learn it
      call.output()
          .result(TokenizerInfo.of(tokenizer, new TokenizerFit(tokenizer), List.of()), text -> {});
      return;
    }
    call.output()
        .out()
        .printf(Locale.ROOT, "%s: %s of %,d ids%n", out, tokenizer.kind(), tokenizer.vocabulary());
    call.output().out().flush();
  }

  private static Tokenizer trained(Invocation call, List<String> sources, boolean config) {
    try (SparkCluster spark = SparkOption.open(call, OptionalInt.empty())) {
      BiFunction<TokenizerSpec, Texts, Tokenizer> training =
          spark == null
              ? TokenizerSpec::make
              : (spec, texts) -> spark.train(spec, texts, call.interrupt());
      return config
          ? ofConfig(call, sources.getFirst(), training)
          : ofTexts(call, sources, training);
    }
  }

  private static void requireFree(Path out) throws IOException {
    OwnFile.require(out, "a tokenizer", TokenizerCommand::isTokenizer);
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null && Files.isRegularFile(out) && RunFolder.isRun(folder)) {
      throw ProblemException.failure(out + ": belongs to a run; name another file with --out");
    }
  }

  private static boolean isTokenizer(Path file) {
    try {
      TokenizerFile.read(file);
      return true;
    } catch (ProblemException other) {
      return false;
    }
  }

  private static Tokenizer ofConfig(
      Invocation call, String file, BiFunction<TokenizerSpec, Texts, Tokenizer> training) {
    Project project = ProjectArgument.read(call, file);
    return project.located(
        () -> {
          Corpus corpus = project.corpus();
          return training.apply(project.config().tokenizer(), corpus.texts(corpus.split().train()));
        });
  }

  private static Tokenizer ofTexts(
      Invocation call, List<String> files, BiFunction<TokenizerSpec, Texts, Tokenizer> training) {
    if (call.settings().assignments().stream().noneMatch(each -> each.startsWith("tokenizer"))) {
      throw ProblemException.config(
          "tokenizer",
          "a text needs the kind of its tokenizer; add for example "
              + "--set tokenizer.kind=bpe --set tokenizer.vocabulary=4096");
    }
    TokenizerSpec spec = ConfigFile.tokenizer(call.settings());
    Corpus corpus = corpus(call, files);
    return training.apply(spec, corpus.texts(corpus.split().train()));
  }

  private static Corpus corpus(Invocation call, List<String> files) {
    try {
      return Corpus.open(DataSpec.of(files), Path.of(""), Catalog.open(call.home()));
    } catch (ProblemException e) {
      throw e.withoutPaths();
    }
  }

  private static void encode(Invocation call) throws IOException {
    List<String> arguments = call.arguments(3, 3);
    Tokenizer tokenizer = read(arguments.get(1));
    InputFile file = new InputFile(arguments.get(2), call.in());
    if (call.output().json()) {
      IntList ids = new IntList();
      encode(tokenizer, file, text -> encode(arguments.get(1), tokenizer, text, ids));
      call.output().result(new Encoding(ids.size(), ids.toArray()), out -> {});
      return;
    }
    TokenIds.Printer printer = new TokenIds.Printer(call.output().out());
    IntList ids = new IntList();
    encode(
        tokenizer,
        file,
        text -> {
          ids.clear();
          encode(arguments.get(1), tokenizer, text, ids);
          printer.print(ids);
        });
    printer.end();
    call.output().out().flush();
  }

  /** Hands on a text, in blocks where these have the ids of the whole. */
  private static void encode(Tokenizer tokenizer, InputFile file, Consumer<String> text)
      throws IOException {
    if (tokenizer.pipeline().cutsAtLines()) {
      file.forEachBlock(text);
    } else {
      text.accept(file.text());
    }
  }

  /** A text that a tokenizer cannot encode is its fault, so the error names its file. */
  private static void encode(String name, Tokenizer tokenizer, String text, IntList ids) {
    try {
      tokenizer.encode(text, ids);
    } catch (ProblemException e) {
      throw ProblemException.data(name + ": " + e.problems().getFirst().message(), e);
    }
  }

  private static void decode(Invocation call) throws IOException {
    List<String> arguments = call.arguments(3, 3);
    Tokenizer tokenizer = read(arguments.get(1));
    InputFile file = new InputFile(arguments.get(2), call.in());
    int[] ids = TokenIds.parse(file.text(), tokenizer.vocabulary(), file.name());
    call.output()
        .result(
            new Decoding(ids.length, tokenizer.decode(ids)),
            out -> {
              if (tokenizer.dropsFirstBlank()) {
                out.writeBytes(tokenizer.decode(ids).getBytes(StandardCharsets.UTF_8));
                return;
              }
              for (int id : ids) {
                out.writeBytes(tokenizer.bytes(id));
              }
            });
  }

  private static void info(Invocation call) throws IOException {
    List<String> arguments = call.arguments(2, Integer.MAX_VALUE);
    Tokenizer tokenizer = read(arguments.get(1));
    TokenizerFit fit = new TokenizerFit(tokenizer);
    List<TokenizerInfo.Text> texts = new ArrayList<>();
    for (String name : arguments.subList(2, arguments.size())) {
      InputFile file = new InputFile(name, call.in());
      Sums[] sums = {Sums.NONE};
      file.forEachBlock(block -> sums[0] = sums[0].plus(fit.add(block)));
      texts.add(TokenizerInfo.Text.of(file.name(), sums[0]));
    }
    TokenizerInfo info = TokenizerInfo.of(tokenizer, fit, texts);
    call.output().result(info, out -> info.print(out, call.output().columns()));
  }

  /** The tokenizer of a tokenizer.json or of a run's folder. */
  private static Tokenizer read(String name) {
    Path path = Path.of(name);
    if (!Files.isDirectory(path)) {
      return TokenizerFile.read(path);
    }
    RunSeal.read(path).ifPresent(seal -> seal.requireWhole(path, RunFolder.TOKENIZER));
    return TokenizerFile.read(path.resolve(RunFolder.TOKENIZER));
  }
}
