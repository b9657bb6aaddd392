package org.isotopelm.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.isotopelm.Isotope;
import org.isotopelm.LanguageModel;
import org.isotopelm.OpenOptions;
import org.isotopelm.Sample;
import org.isotopelm.SampleOptions;
import org.isotopelm.base.ExitCode;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.eval.Choice;

/** {@code isotope sample}. */
final class SampleCommand implements Command {
  /** The JSON of {@code sample}. */
  record Report(String run, String prompt, String text, int tokens, long seed) {}

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public String summary() {
    return "generate text with a run";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "sample RUN [--prompt TEXT] [--tokens N] [--seed N] [--stop] [--stop-at TEXT] [OPTION…]");
  }

  @Override
  public String details() {
    return "Prints the prompt and the text that the model generates after it. The same seed "
        + "gives the same text. After the end of a document comes a blank line and then a "
        + "new document; with --stop the text ends there.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(NewOption.value("prompt", "TEXT", "the text that the document begins with"))
        .addOption(
            NewOption.value(
                "tokens",
                "N",
                "how many tokens to generate; by default " + SampleOptions.DEFAULT.tokens()))
        .addOption(
            NewOption.value(
                "temperature",
                "X",
                "divides the logits; by default 1; 0 always takes the likeliest token"))
        .addOption(
            NewOption.value(
                "top-k", "N", "choose among the N likeliest tokens; by default among all"))
        .addOption(
            NewOption.value(
                "top-p",
                "X",
                "choose among the likeliest tokens that together have probability X; by default 1"))
        .addOption(
            NewOption.value(
                "min-p",
                "X",
                "choose among tokens that have at least X times the probability of the likeliest one; by default 0"))
        .addOption(
            NewOption.value(
                "repetition-penalty",
                "X",
                "makes tokens less likely that the document already holds: divides their positive logits by X and multiplies the negative ones; by default 1"))
        .addOption(NewOption.value("seed", "N", "seed of the choices; by default 1"))
        .addOption(NewOption.flag("stop", "stop at the end of the document"))
        .addOption(NewOption.values("stop-at", "TEXT", "stop before this text"))
        .addOption(
            NewOption.value("threads", "N", "number of threads; by default one per processor"))
        .addOption(NewOption.value("checkpoint", "NAME", "best (the default), last or step-N"));
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope sample models/shakespeare-gpt --prompt 'ROMEO:'", "200 tokens"),
        new Example(
            "isotope sample models/my --temperature 0.8 --top-k 40 --seed 7", "less daring"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    SampleOptions options = sampling(invocation);
    Path folder = Path.of(invocation.arguments(1, 1).getFirst());
    String prompt = invocation.text("prompt").orElse("");
    OpenOptions opening =
        new OpenOptions(invocation.text("checkpoint").orElse(OpenOptions.BEST), invocation.home());
    try (LanguageModel model = Isotope.open(folder, opening)) {
      warnOfUnknown(invocation.output(), model, prompt);
      if (invocation.output().json()) {
        Sample sample = model.sample(prompt, options);
        Report report =
            new Report(
                folder.toString(),
                prompt,
                sample.text() + after(sample),
                sample.tokens(),
                options.seed());
        invocation.output().result(report, out -> {});
      } else {
        print(invocation.output().out(), model, prompt, options);
      }
    }
    return ExitCode.DONE;
  }

  /** Each piece as soon as it is known. */
  private static void print(
      PrintStream out, LanguageModel model, String prompt, SampleOptions options) {
    out.print(prompt);
    Sample sample =
        model.sample(
            prompt,
            options,
            piece -> {
              out.print(piece);
              out.flush();
            });
    out.println(after(sample));
    out.flush();
  }

  /** A document that ends is set apart from what the terminal shows next. */
  private static String after(Sample sample) {
    return sample.ending() == Sample.Ending.END_OF_DOCUMENT ? "\n\n" : "";
  }

  private static SampleOptions sampling(Invocation invocation) {
    SampleOptions base = SampleOptions.DEFAULT;
    Choice choice = base.choice();
    return new SampleOptions(
        invocation.integer("tokens", 0).orElse(base.tokens()),
        new Choice(
            invocation.number("temperature", choice.temperature()),
            invocation.integer("top-k", 1).orElse(choice.topK()),
            invocation.number("top-p", choice.topP()),
            invocation.number("min-p", choice.minP()),
            invocation.number("repetition-penalty", choice.repetitionPenalty())),
        invocation.has("seed") ? invocation.integer("seed", 0).getAsInt() : base.seed(),
        invocation.has("stop"),
        invocation.texts("stop-at"),
        invocation.threads());
  }

  private static void warnOfUnknown(Output output, LanguageModel model, String prompt) {
    int unknown = model.unknownTokens(prompt);
    if (unknown > 0) {
      output.warn(
          String.format(
              Locale.ROOT,
              "%d of the prompt's %d tokens are unknown to the model",
              unknown,
              model.encode(prompt).length));
    }
  }
}
