package org.isotopelm.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.text.DynamicFigures;
import org.isotopelm.cli.text.EvalText;
import org.isotopelm.cli.text.RunComparisons;
import org.isotopelm.cli.text.RunComparisons.Compared;
import org.isotopelm.coding.Proof;
import org.isotopelm.coding.Prover;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.PairedComparison;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.project.ScoredText;
import org.isotopelm.study.Study;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code isotope eval}. */
final class EvalCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(EvalCommand.class);

  /**
   * The JSON of several runs.
   *
   * @param comparison of two, the first minus the second
   * @param comparisons of three and more, each with the first
   */
  record Report(
      List<Evaluated> runs,
      @Nullable PairedComparison comparison,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Compared> comparisons) {}

  /**
   * The JSON of one run.
   *
   * @param dynamic how its weights went on learning, where they did
   * @param proof of its figures, where it was asked for
   */
  record Evaluated(
      @JsonUnwrapped Evaluation evaluation,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DynamicFigures dynamic,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Proof proof) {}

  private record Scored(ScoredText of, @Nullable DynamicFigures dynamic, @Nullable Proof proof) {
    Evaluated result() {
      return new Evaluated(of.evaluation(), dynamic, proof);
    }

    /** A line for each of what was asked for beside the table of several runs. */
    void printBrief(PrintStream out, int columns) {
      if (dynamic != null) {
        EvalText.printBrief(of.evaluation(), dynamic, out, columns);
      }
      if (proof != null) {
        EvalText.printBrief(of.evaluation(), proof, out, columns);
      }
    }

    void print(PrintStream out, int columns) {
      EvalText.print(of.evaluation(), out, columns);
      if (dynamic != null) {
        EvalText.print(dynamic, out, columns);
      }
      if (proof != null) {
        EvalText.print(proof, out, columns);
      }
    }
  }

  @Override
  public String name() {
    return "eval";
  }

  @Override
  public String summary() {
    return "perplexity of runs on held-out text, with its interval";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "eval RUN... [TEXT...] [--split NAME] [--checkpoint NAME] [--dynamic] [--prove]");
  }

  @Override
  public String details() {
    return "Scores every token of the text once, in order. The model sees as much of the "
        + "document before a token as its window holds; a model that carries a state "
        + "(lstm) sees all of it, unless --context or --stride asks for windows. nll is in "
        + "nats per token, perplexity is exp(nll), and the interval comes from a bootstrap "
        + "over documents. With --dynamic the weights of a network go on learning: after each "
        + "32 tokens they take one step, and they decay towards the trained ones (Krause et "
        + "al. 2018); learning rate and decay are the best on the validation split, and may be "
        + "0; the weights of a mixture are fitted again there, to the networks that learn. Two runs are compared document by document; of three or more, "
        + "each is compared with the first, and p is corrected for the number of "
        + "comparisons (Holm). An argument that is the folder of a run is a RUN, any other "
        + "is a TEXT; - is standard input.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(NewOption.value("split", "NAME", "validation (the default), test or train"))
        .addOption(NewOption.value("checkpoint", "NAME", "best (the default), last or step-N"))
        .addOption(
            NewOption.value(
                "context", "N", "the most tokens that the model sees; by default its context"))
        .addOption(
            NewOption.value("stride", "N", "how far a window moves; by default half the context"))
        .addOption(
            NewOption.flag(
                "dynamic", "the weights of a network go on learning from the text already scored"))
        .addOption(
            NewOption.flag(
                "prove", "prove the figures: sum, compare, change, code and decode; takes longer"))
        .addOption(NewOption.value("per-token", "FILE", "write each token's nll, tab-separated"))
        .addOption(
            NewOption.value(
                "per-document", "FILE", "write each document's nll and sizes, tab-separated"))
        .addOption(
            NewOption.value("threads", "N", "number of threads; by default one per processor"));
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "isotope eval models/quickstart/chosen --split test", "one run on its test split"),
        new Example("isotope eval models/a models/b", "two runs, and their paired difference"),
        new Example(
            "isotope eval models/a --dynamic --verbose",
            "a network that goes on learning, and the rates that were tried"),
        new Example(
            "isotope eval models/a --prove", "a run, and the proof that its perplexity is real"),
        new Example("isotope eval models/a news.txt --per-token scores.tsv", "a run on any text"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    List<Path> runs = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String argument : invocation.arguments(1, Integer.MAX_VALUE)) {
      if (runs.isEmpty() || Files.exists(Path.of(argument, RunFolder.CONFIG))) {
        runs.add(Path.of(argument));
      } else {
        texts.add(argument);
      }
    }
    for (String text : texts) {
      if (invocation.has("split") && !text.equals("-") && !Files.exists(Path.of(text))) {
        throw ProblemException.data(text + " does not exist; name a run or a text that does");
      }
    }
    if (!texts.isEmpty() && invocation.has("split")) {
      throw ProblemException.usage(
          "--split names a part of the run's own text; leave out either --split or the TEXT");
    }
    ScoreFiles.require(invocation, texts);
    List<Scored> scored = new ArrayList<>();
    try (Team team = new Team(invocation.threads())) {
      for (Path run : runs) {
        scored.add(score(invocation, run, texts, runs.size() == 1, team));
      }
    }
    if (invocation.has("dynamic") && scored.stream().allMatch(each -> each.dynamic() == null)) {
      throw ProblemException.data(
          "no part of these runs is a network, and dynamic evaluation trains one; name a run of a network, or leave out --dynamic");
    }
    ScoreFiles.write(invocation, scored.getFirst().of());
    tell(invocation, scored);
    return ExitCode.DONE;
  }

  private static Scored score(
      Invocation invocation, Path folder, List<String> texts, boolean only, Team team) {
    String checkpoint = invocation.text("checkpoint").orElse("best");
    if (Study.isIn(folder)) {
      // A study's final runs keep nothing for validation.
      throw ProblemException.data(
          LoadedRun.inStudy(folder, texts.isEmpty() ? " --split test" : ""));
    }
    Integer context = integer(invocation, "context");
    Integer stride = integer(invocation, "stride");
    LoadedRun trained =
        LoadedRun.open(
            invocation.home(), folder, checkpoint, model -> Window.of(model, context, stride));
    if ((context != null || stride != null) && !trained.hasNetwork()) {
      throw ProblemException.usage(
          "%s: --context and --stride are for networks, and no part of this run is one; leave them out"
              .formatted(folder));
    }
    String split =
        texts.isEmpty() ? invocation.choice("split", List.of("validation", "test", "train")) : null;
    LoadedRun.Text text = split == null ? trained.texts(texts) : trained.split(split);
    LoadedRun run = trained;
    DynamicFigures dynamic = null;
    List<String> doubts = trained.doubts(split, text);
    if (invocation.has("dynamic") && (only || trained.hasNetwork())) {
      LoadedRun.Learning learning = trained.learning(team);
      run = learning.run();
      doubts = learning.doubts(split, text);
      double without = Evaluator.score(trained.model(), text.split(), team).nll();
      dynamic = DynamicFigures.of(learning, without);
      dynamic.lines().forEach(LOG::info);
    } else if (invocation.has("dynamic")) {
      invocation.output().note(folder + ": no part of it is a network, so it stays as it is");
    }
    ScoredText scored = ScoredText.of(run, text, split, doubts, team);
    return new Scored(
        scored, dynamic, invocation.has("prove") ? proof(run, text, scored.scores(), team) : null);
  }

  private static Proof proof(LoadedRun run, LoadedRun.Text text, Scores scores, Team team) {
    Proof proof = Prover.prove(run.model(), scores, run.tokenizer(), text.corpus()::forEach, team);
    proof
        .failure()
        .ifPresent(
            reason -> {
              throw ProblemException.failure(
                  "%s: the proof of its perplexity fails: %s".formatted(run.folder(), reason));
            });
    return proof;
  }

  private static @Nullable Integer integer(Invocation invocation, String option) {
    return invocation.has(option) ? (Integer) invocation.integer(option, 1).getAsInt() : null;
  }

  private static void tell(Invocation invocation, List<Scored> scored) {
    Output output = invocation.output();
    List<Evaluation> evaluations = scored.stream().map(each -> each.of().evaluation()).toList();
    evaluations.forEach(evaluation -> evaluation.warnings().forEach(output::warn));
    if (scored.size() == 1) {
      Scored only = scored.getFirst();
      output.result(only.result(), out -> only.print(out, output.columns()));
      return;
    }
    List<Evaluated> results = scored.stream().map(Scored::result).toList();
    List<Scores> scores = scored.stream().map(each -> each.of().scores()).toList();
    if (scored.size() > 2) {
      RunComparisons many = RunComparisons.of(evaluations, scores, ScoredText.SEED, output);
      output.result(
          new Report(results, null, many.all()),
          out -> {
            out.print(many.text(evaluations, output.columns()));
            scored.forEach(each -> each.printBrief(out, output.columns()));
          });
      return;
    }
    PairedComparison comparison =
        PairedComparison.of(scores.get(0), scores.get(1), ScoredText.SEED);
    output.result(
        new Report(results, comparison, null),
        out -> {
          scored.forEach(each -> each.print(out, output.columns()));
          EvalText.print(evaluations, comparison, out, output.columns());
        });
  }
}
