package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.export.Export;
import org.isotopelm.export.ExportFormat;
import org.isotopelm.export.Exporter;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.ngram.estimate.Approximation;
import org.isotopelm.project.Enclosing;
import org.isotopelm.project.LoadedRun;

/** {@code isotope export}. */
final class ExportCommand implements Command {
  /** The JSON of {@code export}. */
  record Report(String run, String checkpoint, String to, String out, List<String> notes) {}

  /** Options of an approximation by n-grams. */
  private static final List<String> APPROXIMATION = List.of("order", "tokens", "prune", "seed");

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "write a run's model for other programs";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "export RUN --to FORMAT [--type TYPE] [--out PATH] [--checkpoint NAME] [--force]",
        "export RUN --to arpa [--order N] [--tokens N] [--prune X] [--seed N] [--threads N]");
  }

  @Override
  public String details() {
    return Arrays.stream(ExportFormat.values())
            .map(format -> format.label() + ": " + format.summary() + ". ")
            .collect(Collectors.joining())
        + "A model that a format cannot express is refused, with the reason.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(NewOption.value("to", "FORMAT", "one of " + ExportFormat.labels()))
        .addOption(
            NewOption.value(
                "type",
                "TYPE",
                "how to write numbers: f32 (the default), f16, bf16 or q8_0, as far as the format has them"))
        .addOption(
            NewOption.value(
                "out", "PATH", "the file or folder; by default in the run's folder export"))
        .addOption(NewOption.value("checkpoint", "NAME", "best (the default), last or step-N"))
        .addOption(
            NewOption.value(
                "order",
                "N",
                String.format(
                    Locale.ROOT,
                    "arpa of a network: tokens of the longest n-grams; by default %d, or as many as the model uses if that is less",
                    Approximation.ORDER)))
        .addOption(
            NewOption.value(
                "tokens",
                "N",
                String.format(
                    Locale.ROOT,
                    "arpa of a network: how many tokens it writes to find them; more tokens take longer and come nearer; by default %,d",
                    Approximation.TOKENS)))
        .addOption(
            NewOption.value(
                "prune",
                "X",
                "arpa of a network: leave out n-grams that change the perplexity by a smaller share; by default 1e-7"))
        .addOption(
            NewOption.value("seed", "N", "arpa of a network: seed of its text; by default 1"))
        .addOption(
            NewOption.value(
                "threads",
                "N",
                "arpa of a network: number of threads; by default one per processor"))
        .addOption(NewOption.flag("force", "replace an earlier export"));
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "isotope export models/shakespeare-gpt --to huggingface --out hf",
            "then GPT2LMHeadModel.from_pretrained(\"hf\")"),
        new Example(
            "isotope export models/quickstart/chosen --to deeplearning4j",
            "then ComputationGraph.load"),
        new Example("isotope export models/grams --to arpa --out grams.arpa.gz", "for KenLM"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    ExportFormat format =
        ExportFormat.of(
            invocation
                .text("to")
                .orElseThrow(() -> ProblemException.usage("export: --to FORMAT is missing")));
    NumberType type = format.type(invocation.text("type"));
    Optional<Approximation> approximation = approximation(invocation, format);
    Path folder = Path.of(invocation.arguments(1, 1).getFirst());
    String checkpoint = invocation.text("checkpoint").orElse("best");
    LoadedRun run = LoadedRun.open(invocation.home(), folder, checkpoint, Window::of);
    Path out =
        invocation.path("out").orElse(folder.resolve(Enclosing.EXPORTS).resolve(format.fileName()));
    Enclosing.refuseExport(out);
    List<String> notes =
        Exporter.write(
            format,
            new Export(
                run.trained(),
                out,
                invocation.has("force"),
                type,
                approximation,
                invocation.threads()));
    Report report =
        new Report(folder.toString(), checkpoint, format.label(), out.toString(), notes);
    notes.forEach(invocation.output()::note);
    invocation.output().result(report, text -> text.println(out));
    return ExitCode.DONE;
  }

  /** What the user says of it, if anything; other formats have no such options. */
  private static Optional<Approximation> approximation(Invocation invocation, ExportFormat format) {
    List<String> given = APPROXIMATION.stream().filter(invocation::has).toList();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (format != ExportFormat.ARPA) {
      throw ProblemException.usage(
          "--%s belongs to --to arpa; leave it out".formatted(given.getFirst()));
    }
    return Optional.of(
        new Approximation(
            invocation.integer("order", 1),
            invocation.integer("tokens", 1).orElse(Approximation.TOKENS),
            invocation.number("prune", Approximation.PRUNE),
            invocation.integer("seed", 0).orElse(1)));
  }
}
