package org.isotopelm.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.ExitCode;
import org.isotopelm.text.Catalog;
import org.isotopelm.text.CatalogEntry;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.Split;

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

  /** Size of a split. */
  record Part(int documents, long bytes, long words) {}

  @Override
  public String name() {
    return "data";
  }

  @Override
  public String summary() {
    return "list and prepare corpora; show what a config makes of its text";
  }

  @Override
  public List<String> usage() {
    return List.of("data list", "data prepare NAME", "data info CONFIG");
  }

  @Override
  public String details() {
    return "A config names a corpus of the catalogue by data.corpus. The quickstart's is there after"
        + " the build; prepare fetches another one by Maven and verifies its checksum. info shows"
        + " the documents of a config's text and how they are split.";
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
                    "%s: %,d documents, %,d bytes in %s%n",
                    name,
                    done.documents(),
                    done.bytes(),
                    done.file()));
  }

  private static void info(Invocation call) {
    Project project = Project.read(call, call.arguments(2, 2).get(1));
    Info info = project.located(() -> info(project.corpus()));
    call.output()
        .result(
            info,
            out -> {
              out.printf("%-10s %10s %13s %13s%n", "split", "documents", "bytes", "words");
              info.splits().forEach((name, part) -> print(name, part, out));
              print("all", new Part(info.documents(), info.bytes(), info.words()), out);
              out.println(
                  info.boundaries()
                      ? "documents end with a token that is predicted"
                      : "one stream: documents have no end that is predicted");
              out.println("fingerprint " + info.fingerprint());
            });
  }

  private static Info info(Corpus corpus) {
    Split split = corpus.split();
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("train", part(corpus, split.train()));
    parts.put("validation", part(corpus, split.validation()));
    parts.put("test", part(corpus, split.test()));
    return new Info(
        corpus.size(),
        corpus.bytes(),
        parts.values().stream().mapToLong(Part::words).sum(),
        corpus.boundaries(),
        corpus.fingerprint(),
        parts);
  }

  private static Part part(Corpus corpus, int[] documents) {
    return new Part(
        documents.length,
        Arrays.stream(documents).mapToLong(d -> corpus.entry(d).bytes()).sum(),
        Arrays.stream(documents).mapToLong(d -> corpus.entry(d).words()).sum());
  }

  private static void print(String name, Part part, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-10s %,10d %,13d %,13d%n",
        name,
        part.documents(),
        part.bytes(),
        part.words());
  }
}
