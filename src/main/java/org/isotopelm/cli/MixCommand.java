package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.files.RunPlace;
import org.isotopelm.cli.text.MixReport;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.MixSpec.HeldOut;
import org.isotopelm.project.MixtureRuns;
import org.isotopelm.project.Origin;
import org.isotopelm.project.Project;
import org.isotopelm.project.RunReport;
import org.isotopelm.train.Listener;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;

/** {@code isotope mix}. */
final class MixCommand implements Command {
  private static final Path OUT = Path.of("models", "mix");

  @Override
  public String name() {
    return "mix";
  }

  @Override
  public String summary() {
    return "mix runs into one model, with weights from held-out text";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "mix RUN... [--weights W] [--cache N] [--cache-kind KIND] [--split S]",
        "mix RUN... [--out DIR] [--force] [--threads N]");
  }

  @Override
  public String details() {
    return "Makes a run whose probabilities are a weighted mean of those of other runs, of any "
        + "kinds, that have the same tokenizer. --cache N adds the last N tokens that were "
        + "read: words that a text has used are likely to come again. With --cache-kind ngram they "
        + "are likelier where the same few tokens stood before them. With "
        + "--cache-kind neural they are likelier where the hidden state of the first lstm among "
        + "the runs was like the present one. EM (expectation "
        + "maximisation) finds the weights that make the validation split of the first run "
        + "likeliest. Score the mixture on another text, such as --split test. With --weights equal the "
        + "mixture is an ensemble, which needs no text for its weights. The new run holds "
        + "the weights alone and reads the models in the folders of its runs.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.value(
                "weights",
                "W",
                "fit (the default): those that make held-out text likeliest; equal: the mean of the runs, an ensemble"))
        .addOption(
            NewOption.value("cache", "N", "mix with a cache of the last N tokens, such as 500"))
        .addOption(
            NewOption.value(
                "cache-kind",
                "KIND",
                "unigram (the default): how often a token was read; ngram: what followed the last few tokens before; neural: how much like the present the states of an lstm were"))
        .addOption(
            NewOption.value(
                "split",
                "S",
                "the text for the weights: validation (the default) or test of the first run"))
        .addOption(NewOption.value("out", "DIR", "the new run's folder; by default " + OUT))
        .addOption(
            NewOption.flag(
                "force",
                "delete the run in this folder and mix again; refused if the folder holds anything else"))
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
            "isotope mix models/lstm models/ngram --cache 500 --out models/best",
            "a neural model, a counted one and a cache"),
        new Example(
            "isotope mix models/lstm --cache 1000 --out models/cached", "one model and a cache"),
        new Example(
            "isotope mix models/lstm models/ngram --cache 5000 --cache-kind ngram",
            "with a cache of n-grams, for texts that repeat themselves, such as source code"),
        new Example(
            "isotope mix models/lstm models/ngram --cache 2000 --cache-kind neural",
            "with a cache over the hidden states of the lstm"),
        new Example(
            "isotope mix models/seed1 models/seed2 models/seed3 --weights equal",
            "an ensemble of one model trained with three seeds"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    List<String> runs = invocation.arguments(1, Integer.MAX_VALUE);
    OptionalInt cache = invocation.integer("cache", 1);
    if (runs.size() == 1 && cache.isEmpty()) {
      throw invocation.misused("one run alone is no mixture; name another, or add --cache N");
    }
    MixSpec model = model(invocation, runs, cache);
    Path out = invocation.path("out").orElse(OUT);
    Opening opening = invocation.has("force") ? Opening.ANEW : Opening.NEW;
    Project project = MixtureRuns.project(invocation.home(), model);
    RunPlace.requireOther(out, project);
    RunPlace.requireFree(out, opening, Optional.empty());
    Engine engine = project.engineStartingCold();
    TrainingPlan plan = project.plan(engine);
    Output output = invocation.output();
    project.doubts(plan).forEach(output::warn);
    try (RunFolder folder = RunFolder.take(out, opening);
        Team team = new Team(invocation.threads())) {
      String config = ConfigFile.toYaml(project.resolved(plan, engine));
      folder
          .begin(config, plan, project.corpus().fingerprints())
          .train(team, Listener.NONE, invocation.interrupt());
      Origin.keep(out, Origin.of(invocation.typed(), project));
      writeReport(out, output);
    }
    MixReport report = MixReport.of(out, runs, RunReader.read(out, "best", MixtureFile::in));
    output.result(
        report,
        text -> {
          text.print(report.text(output.columns()));
          text.println("report: " + out.resolve("report.html"));
        });
    return ExitCode.DONE;
  }

  private static MixSpec model(Invocation invocation, List<String> runs, OptionalInt cache) {
    String kind = invocation.choice("cache-kind", List.of("unigram", "ngram", "neural"));
    if (!kind.equals("unigram") && cache.isEmpty()) {
      throw invocation.misused(
          "--cache-kind %s needs --cache N, such as --cache 2000".formatted(kind));
    }
    CacheKind cacheKind = CacheKind.valueOf(kind.toUpperCase(Locale.ROOT));
    if (cache.isPresent() && cache.getAsInt() > cacheKind.most()) {
      throw invocation.misused(
          String.format(
              Locale.ROOT,
              "--cache %d is too many; a cache of kind %s remembers at most %,d tokens",
              cache.getAsInt(),
              kind,
              cacheKind.most()));
    }
    boolean equal = invocation.choice("weights", List.of("fit", "equal")).equals("equal");
    if (equal && cache.isPresent()) {
      throw invocation.misused(
          "--weights equal cannot be used with --cache, whose weight must be fitted; leave one of them out");
    }
    if (equal && invocation.has("split")) {
      throw invocation.misused(
          "--weights equal fits nothing to a text, so --split would change nothing; leave one of them out");
    }
    return new MixSpec(
        runs,
        cache.isPresent() ? cache.getAsInt() : null,
        cacheKind,
        equal ? Collections.nCopies(runs.size(), 1.0 / runs.size()) : null,
        null,
        HeldOut.valueOf(
            invocation.choice("split", List.of("validation", "test")).toUpperCase(Locale.ROOT)));
  }

  private static void writeReport(Path out, Output output) {
    try {
      RunReport.of(out, Origin.read(out), false).write(out);
    } catch (RuntimeException e) {
      TrainConsoleWatch.unreported(out, e, output);
    }
  }
}
