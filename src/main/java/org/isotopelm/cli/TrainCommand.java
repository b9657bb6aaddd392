package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.files.RunPlace;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.TrainConsole;
import org.isotopelm.cli.text.TrainReport;
import org.isotopelm.cli.text.UnknownShare;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.optim.explain.DecayTable;
import org.isotopelm.project.Project;
import org.isotopelm.project.Resumption;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;
import org.isotopelm.train.run.CountedRun;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;
import org.isotopelm.train.run.RunTraining;
import org.jspecify.annotations.Nullable;

/** {@code isotope train}. */
final class TrainCommand implements Command {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "train one model, with checkpoints that resume to the bit";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "train CONFIG [--out DIR] [--force] [--threads N] [--live [PORT]]",
        "train CONFIG --resume [--accept-changes] [--out DIR] [--threads N] [--live [PORT]]");
  }

  @Override
  public String details() {
    return "The run's folder gets the resolved config, the decay plan, the tokenizer, "
        + "metrics.jsonl, checkpoints, report.html, report.md and decay.svg. Ctrl-C finishes the "
        + "step, writes a checkpoint and exits with code 130. The weights depend on the "
        + "config and its seed, never on the number of threads. A counted model or a mixture is made "
        + "in one go: it has one checkpoint, and none of the files about steps and decay.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.value(
                "out", "DIR", "the run's folder; by default models/ and the config's name"))
        .addOption(
            NewOption.flag(
                "resume", "continue from the last checkpoint, or from the start if there is none"))
        .addOption(
            NewOption.flag(
                "accept-changes", "with --resume: continue although the config has changed"))
        .addOption(
            NewOption.flag(
                "force",
                "delete the run in this folder and train again; refused if the "
                    + "folder holds anything else"))
        .addOption(
            NewOption.value("threads", "N", "number of threads; by default one per processor"))
        .addOption(LiveServer.option());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope train configs/shakespeare-gpt.yaml", "into models/shakespeare-gpt"),
        new Example("isotope train my.yaml --resume", "after a stop, a kill or a power cut"),
        new Example(
            "isotope train my.yaml --out models/strong --set optimizer.decay.rest.lambda=0.3",
            "with another λ"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    Project project = ProjectArgument.read(invocation);
    int threads = invocation.count("threads", project.config().engine().threads());
    Path out = ProjectArgument.out(invocation, project);
    Opening opening = opening(invocation);
    RunPlace.requireOther(out, project);
    RunPlace.requireFree(out, opening, Optional.of("--resume continues it"));
    try (LiveServer live = LiveServer.asked(invocation)) {
      return project.located(() -> begin(invocation, project, out, threads, live));
    }
  }

  private static Opening opening(Invocation invocation) {
    boolean resume = invocation.has("resume");
    boolean force = invocation.has("force");
    if (resume && force) {
      throw IsotopeException.usage("--resume and --force cannot be combined; give one of them");
    }
    if (invocation.has("accept-changes") && !resume) {
      throw IsotopeException.usage("--accept-changes needs --resume; give both, or neither");
    }
    return resume ? Opening.GO_ON : force ? Opening.ANEW : Opening.NEW;
  }

  private static ExitCode begin(
      Invocation invocation, Project project, Path out, int threads, @Nullable LiveServer live) {
    boolean accept = invocation.has("accept-changes");
    if (opening(invocation) == Opening.GO_ON && RunFolder.isRun(out) && !accept) {
      Resumption.requireSameText(out, project.corpus());
    }
    boolean goesOn = opening(invocation) == Opening.GO_ON && RunFolder.isRun(out);
    Project own = goesOn ? project.goingOnWithRun(out) : project;
    own.productsNote().ifPresent(invocation.output()::note);
    Engine engine = own.engineStartingCold();
    TrainingPlan plan = own.plan(engine);
    if (plan instanceof GradientPlan gradients) {
      engine.expect(gradients.flops());
    }
    return train(invocation, own, out, plan, engine, threads, live);
  }

  private static ExitCode train(
      Invocation invocation,
      Project project,
      Path out,
      TrainingPlan plan,
      Engine engine,
      int threads,
      @Nullable LiveServer live) {
    requireEvaluations(plan);
    Output output = invocation.output();
    project.doubts(plan).forEach(output::warn);
    Optional<Memory> memory =
        plan instanceof GradientPlan gradients
            ? Optional.of(Memory.of(gradients, engine.kind(), threads))
            : Optional.empty();
    Config resolved = project.resolved(plan, engine);
    try (RunFolder folder = RunFolder.take(out, opening(invocation));
        Team team = new Team(threads)) {
      if (folder.goesOn()) {
        Resumption.requireSame(
            folder, out, plan, project.config(), resolved, invocation.has("accept-changes"));
      }
      DecayTable.lines(plan.explanation(), output.errColumns()).forEach(output::note);
      memory.map(Memory::text).ifPresent(output::note);
      UnknownShare.lines(plan.text()).forEach(output::note);
      RunTraining run =
          folder.begin(ConfigFile.toYaml(resolved), plan, project.corpus().fingerprints());
      Origin.keep(out, Origin.of(invocation, project));
      Provenance origin = Origin.read(out);
      if (live != null) {
        live.show(() -> RunReport.soFar(out, origin, true));
      }
      TrainConsole console = new TrainConsole(output, plan.steps());
      TrainResult result;
      try (console) {
        result = run.train(team, console, invocation.interrupt());
      } catch (IsotopeException e) {
        if (e.exitCode() == ExitCode.DIVERGED) {
          RunReport.write(out, origin, true, live, output);
        }
        throw e;
      }
      if (!result.interrupted() && console.steps() == 0) {
        output.note(out + " is finished: all steps are done; nothing was changed");
      }
      CountedScore counted =
          result.interrupted()
              ? null
              : CountedRun.of(out, plan, console.steps() > 0, team, output::warn);
      RunReport.write(out, origin, result.interrupted(), live, output);
      if (!result.model().isDistribution()) {
        output.warn(out + ": " + Scores.NO_PROBABILITIES);
      }
      TrainReport report = TrainReport.of(out, plan, result, counted);
      output.result(
          report,
          text -> {
            text.println(report.text(plan, result));
            text.println("report: " + out.resolve("report.html"));
          });
      return result.interrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
  }

  /** Without evaluations nothing would ever be out of patience. */
  private static void requireEvaluations(TrainingPlan plan) {
    if (plan.recipe() instanceof GradientRecipe recipe
        && recipe.train().earlyStopping() != null
        && plan.text().validation().targets() == 0) {
      throw IsotopeException.config(
          "train.early_stopping",
          "early stopping needs the nll of a validation split, and there is none; "
              + "set data.split.validation, or remove early stopping");
    }
  }
}
