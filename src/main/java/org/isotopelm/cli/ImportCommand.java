package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.files.RunPlace;
import org.isotopelm.project.Importer;
import org.isotopelm.train.run.RunFolder.Opening;
import org.isotopelm.words.Phrases;

/** {@code isotope import}. */
final class ImportCommand implements Command {
  /**
   * The JSON of {@code import}.
   *
   * @param model its kind
   */
  record Report(
      String run,
      String from,
      String format,
      String model,
      long parameters,
      int vocabulary,
      List<String> notes) {
    String text() {
      return run
          + ": "
          + model
          + (parameters > 0 ? ", " + Phrases.count(parameters, "parameter") : "")
          + ", "
          + Phrases.count(vocabulary, "token");
    }
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "make a run of a model that another program has trained";
  }

  @Override
  public List<String> usage() {
    return List.of("import DIR|FILE [--out RUN] [--context N] [--tokenizer FILE] [--force]");
  }

  @Override
  public String details() {
    return "DIR is a folder that transformers has saved, with config.json, tokenizer.json and "
        + "safetensors of float32, float16 or bfloat16: a GPT-2, Llama, Starcoder2 or StableLM. "
        + "FILE is an ARPA file of KenLM or SRILM, plain or compressed as .gz. The new run can be "
        + "evaluated on any text, sampled, mixed, exported, and trained further by train.from. It "
        + "has no text of its own. What Isotope's models cannot do is refused by name.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.value("out", "RUN", "the new run's folder; by default models/ and the name"))
        .addOption(
            NewOption.value(
                "context",
                "N",
                "tokens that the model sees at most; by default as many as it can, up to 1,024"))
        .addOption(
            NewOption.value(
                "tokenizer",
                "FILE",
                "the tokenizer.json of an ARPA file whose tokens are not words between blanks"))
        .addOption(
            NewOption.flag(
                "force", "replace the run in this folder; refused if it holds anything else"));
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "isotope import gpt2 --out models/gpt2",
            "a folder of transformers; then isotope eval models/gpt2 news.txt"),
        new Example("isotope import grams.arpa.gz --out models/grams", "n-grams of KenLM"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    Path from = Path.of(invocation.arguments(1, 1).getFirst());
    Path out = invocation.path("out").orElseGet(() -> Path.of("models", name(from)));
    OptionalInt context =
        invocation.has("context") ? invocation.integer("context", 1) : OptionalInt.empty();
    Optional<Path> tokenizer = invocation.path("tokenizer");
    boolean force = invocation.has("force");
    RunPlace.requireFree(out, force ? Opening.ANEW : Opening.NEW, Optional.empty());
    Importer.Imported imported = new Importer(from, context, tokenizer).into(out, force);
    Report report =
        new Report(
            out.toString(),
            from.toString(),
            imported.format().name().toLowerCase(Locale.ROOT),
            Json.mapper().valueToTree(imported.model()).path("kind").asString(),
            imported.parameters(),
            imported.vocabulary(),
            imported.notes());
    report.notes().forEach(invocation.output()::note);
    invocation.output().result(report, text -> text.println(report.text()));
    return ExitCode.DONE;
  }

  /** The last name of a path, without the suffixes of ARPA files. */
  private static String name(Path from) {
    String name = from.toAbsolutePath().normalize().getFileName().toString();
    return name.replaceFirst("(\\.arpa)?(\\.gz|\\.zst)?$", "");
  }
}
