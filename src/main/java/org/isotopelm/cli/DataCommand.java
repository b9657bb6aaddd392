package org.isotopelm.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.text.UnknownShare;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.TextConfig;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.project.Project;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.Split;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.text.catalog.CatalogEntry;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.Preparation;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * {@code isotope data}: the corpora that a config can name, and what a config makes of its text.
 */
final class DataCommand implements Command {
  /** {@code list --json}. */
  record Corpora(List<Listed> corpora) {}

  /** One corpus of {@code list --json}. */
  record Listed(
      String name, String title, boolean prepared, String size, String licence, String citation) {}

  /** {@code prepare --json}. */
  record Prepared(String name, String file, int documents, long bytes) {}

  /** {@code info --json}; splits by name. */
  record Info(
      int documents,
      long bytes,
      long words,
      boolean boundaries,
      String fingerprint,
      Map<String, Part> splits) {}

  /**
   * Size of a split.
   *
   * @param tokens predicted ones; null where the config names no tokenizer
   * @param unknownTokens those of them that the tokenizer has no token for
   */
  record Part(
      int documents, long bytes, long words, @Nullable Long tokens, @Nullable Long unknownTokens) {}

  @Override
  public String name() {
    return "data";
  }

  @Override
  public String summary() {
    return "list and prepare corpora; show how a config splits its text";
  }

  @Override
  public List<String> usage() {
    return List.of("data list", "data prepare NAME", "data info CONFIG");
  }

  @Override
  public String details() {
    return "A config names a corpus of the catalogue in data.corpus. The build prepares the "
        + "quickstart's corpus; prepare downloads another one with Maven and checks its "
        + "checksum. info shows the documents of a config's text, how they are split, and "
        + "how many tokens its tokenizer makes of them; that config needs no model and no "
        + "train section.";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope data list", "the corpora, and whether they are prepared"),
        new Example("isotope data prepare shakespeare", "fetch three plays"),
        new Example("isotope data info my.yaml", "documents, bytes and words of each split"));
  }

  @Override
  public ExitCode run(Invocation call) {
    switch (call.action("list", "prepare", "info")) {
      case "list" -> list(call);
      case "prepare" -> prepare(call);
      default -> info(call);
    }
    return ExitCode.DONE;
  }

  private static void list(Invocation call) {
    call.arguments(1, 1);
    Catalog catalog = Catalog.open(call.home());
    List<Listed> corpora = catalog.entries().stream().map(entry -> listed(entry, catalog)).toList();
    call.output().result(new Corpora(corpora), out -> corpora.forEach(c -> print(c, out)));
  }

  private static Listed listed(CatalogEntry entry, Catalog catalog) {
    return new Listed(
        entry.name(),
        entry.title(),
        catalog.isPrepared(entry.name()),
        entry.size(),
        entry.licence(),
        entry.citation());
  }

  private static void print(Listed corpus, PrintStream out) {
    out.printf("%-12s %s%n", corpus.name(), corpus.title());
    out.printf(
        "%-12s %s; %s%n", "", corpus.size(), corpus.prepared() ? "prepared" : "not prepared");
    out.printf("%-12s %s%n", "", corpus.licence());
  }

  private static void prepare(Invocation call) {
    String name = call.arguments(2, 2).get(1);
    Catalog.Preparation done = Catalog.open(call.home()).prepare(name);
    Prepared report = new Prepared(name, done.file().toString(), done.documents(), done.bytes());
    call.output()
        .result(
            report,
            out ->
                out.printf(
                    Locale.ROOT,
                    "%s: %s, %,d bytes in %s%n",
                    name,
                    Phrases.count(done.documents(), "document"),
                    done.bytes(),
                    done.file()));
  }

  private static void info(Invocation call) {
    Path file = Path.of(call.arguments(2, 2).get(1));
    TextConfig config = ConfigFile.readText(file, call.settings());
    Info info;
    try {
      info = info(config, file, call.home());
    } catch (ProblemException e) {
      throw config.source().locate(e);
    }
    call.output()
        .result(
            info,
            out -> {
              boolean tokens = config.tokenizer() != null;
              out.printf("%-10s %10s %13s %13s", "split", "documents", "bytes", "words");
              out.println(tokens ? "        tokens       unknown" : "");
              info.splits().forEach((name, part) -> print(name, part, out));
              print("all", sum(info), out);
              out.println(
                  info.boundaries()
                      ? "every document ends with a token that is predicted"
                      : "one stream: no token marks the end of a document");
              out.println("fingerprint " + info.fingerprint());
            });
  }

  private static Info info(TextConfig config, Path file, Path home) {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
    Corpus corpus = Corpus.open(config.data(), folder, Catalog.open(home));
    Split split = corpus.split();
    TokenizerSpec spec = config.tokenizer();
    Preparation text =
        spec == null ? null : Preparation.of(spec, corpus, split, Project.cache(home));
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("train", part(corpus, split.train(), text == null ? null : text.train()));
    parts.put(
        "validation", part(corpus, split.validation(), text == null ? null : text.validation()));
    parts.put("test", part(corpus, split.test(), text == null ? null : text.test()));
    return new Info(
        corpus.size(),
        corpus.bytes(),
        parts.values().stream().mapToLong(Part::words).sum(),
        corpus.boundaries(),
        corpus.fingerprint(),
        parts);
  }

  private static Part part(Corpus corpus, int[] documents, @Nullable TokenizedSplit tokens) {
    return new Part(
        documents.length,
        Arrays.stream(documents).mapToLong(d -> corpus.entry(d).bytes()).sum(),
        Arrays.stream(documents).mapToLong(d -> corpus.entry(d).words()).sum(),
        tokens == null ? null : (Long) tokens.targets(),
        tokens == null ? null : (Long) tokens.unknown());
  }

  private static Part sum(Info info) {
    Part train = Objects.requireNonNull(info.splits().get("train"));
    return new Part(
        info.documents(),
        info.bytes(),
        info.words(),
        train.tokens() == null ? null : (Long) sum(info, Part::tokens),
        train.tokens() == null ? null : (Long) sum(info, Part::unknownTokens));
  }

  private static long sum(Info info, Function<Part, @Nullable Long> figure) {
    return info.splits().values().stream()
        .map(figure)
        .filter(Objects::nonNull)
        .mapToLong(n -> n)
        .sum();
  }

  private static void print(String name, Part part, PrintStream out) {
    out.printf(
        Locale.ROOT, "%-10s %,10d %,13d %,13d", name, part.documents(), part.bytes(), part.words());
    Long tokens = part.tokens();
    Long unknown = part.unknownTokens();
    if (tokens == null || unknown == null) {
      out.println();
    } else {
      String share = unknown == 0 ? "none" : UnknownShare.percent(unknown, tokens) + " %";
      out.printf(Locale.ROOT, " %,13d %13s%n", tokens, share);
    }
  }
}
