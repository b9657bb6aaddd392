package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.eval.Choice;
import org.isotopelm.eval.Generator;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.token.IntList;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;

/** {@code isotope sample}. */
final class SampleCommand implements Command {
  /** The JSON of {@code sample}. */
  record Report(String run, String prompt, String text, int tokens, long seed) {}

  private static final int TOKENS = 200;

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
    return List.of("sample RUN [--prompt TEXT] [--tokens N] [--temperature X] [--seed N]");
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
            NewOption.value("tokens", "N", "how many tokens to generate; by default " + TOKENS))
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
        .addOption(NewOption.value("seed", "N", "seed of the choices; by default 1"))
        .addOption(NewOption.flag("stop", "stop at the end of the document"))
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
    Choice choice =
        new Choice(
            invocation.number("temperature", 1),
            invocation.integer("top-k", 1).orElse(0),
            invocation.number("top-p", 1));
    int tokens = invocation.integer("tokens", 0).orElse(TOKENS);
    long seed = invocation.integer("seed", 0).orElse(1);
    LoadedRun run =
        LoadedRun.open(
            invocation.home(),
            Path.of(invocation.arguments(1, 1).getFirst()),
            invocation.text("checkpoint").orElse("best"),
            Window::sliding);
    String prompt = invocation.text("prompt").orElse("");
    warnOfUnknown(invocation, run.tokenizer(), prompt);
    String text = generate(invocation, run, prompt, tokens, choice, seed);
    Report report = new Report(run.folder().toString(), prompt, text, tokens, seed);
    invocation.output().result(report, out -> out.println(prompt + text));
    return ExitCode.DONE;
  }

  private static void warnOfUnknown(Invocation invocation, Tokenizer tokenizer, String prompt) {
    int[] ids = tokenizer.encode(prompt);
    if (tokenizer.unknown().isPresent()) {
      int unknown = tokenizer.unknown().getAsInt();
      long count = Arrays.stream(ids).filter(id -> id == unknown).count();
      if (count > 0) {
        invocation
            .output()
            .warn(
                String.format(
                    Locale.ROOT,
                    "%d of the prompt's %d tokens are unknown to the model",
                    count,
                    ids.length));
      }
    }
  }

  /** The generated documents; the first one continues the prompt. */
  private static String generate(
      Invocation invocation, LoadedRun run, String prompt, int tokens, Choice choice, long seed) {
    Tokenizer tokenizer = run.tokenizer();
    StringBuilder text = new StringBuilder();
    IntList document = new IntList();
    new Generator(run.model(), tokenizer.endOfDocument())
        .generate(
            tokenizer.encode(prompt),
            tokens,
            choice,
            invocation.has("stop"),
            seed,
            id -> {
              if (id == tokenizer.endOfDocument()) {
                text.append(tokenizer.decode(document.toArray())).append("\n\n");
                document.clear();
              } else {
                document.add(id);
              }
            });
    String separator = tokenizer.kind() == TokenizerSpec.Kind.WORD && !prompt.isEmpty() ? " " : "";
    return separator + text.append(tokenizer.decode(document.toArray()));
  }
}
