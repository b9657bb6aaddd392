package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.export.Export;
import org.isotopelm.export.ExportFormat;
import org.isotopelm.export.Exporter;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;

/** {@code isotope export}. */
final class ExportCommand implements Command {
  /** The JSON of {@code export}. */
  record Report(String run, String checkpoint, String to, String out, List<String> notes) {}

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
        "export RUN --to FORMAT [--type TYPE] [--out PATH] [--checkpoint NAME] [--force]");
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
                .orElseThrow(() -> IsotopeException.usage("export: --to FORMAT is missing")));
    NumberType type = format.type(invocation.text("type"));
    Path folder = Path.of(invocation.arguments(1, 1).getFirst());
    String checkpoint = invocation.text("checkpoint").orElse("best");
    LoadedRun run = LoadedRun.open(invocation.home(), folder, checkpoint, Window::of);
    Path out = invocation.path("out").orElse(folder.resolve("export").resolve(format.fileName()));
    List<String> notes =
        Exporter.write(format, new Export(run.trained(), out, invocation.has("force"), type));
    Report report =
        new Report(folder.toString(), checkpoint, format.label(), out.toString(), notes);
    notes.forEach(invocation.output()::note);
    invocation.output().result(report, text -> text.println(out));
    return ExitCode.DONE;
  }
}
