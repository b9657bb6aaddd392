package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.DryRunText;
import org.isotopelm.cli.text.ModelCommands;
import org.isotopelm.cluster.SparkCluster;
import org.isotopelm.project.Enclosing;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.report.study.StudyTable;
import org.isotopelm.study.Deadline;
import org.isotopelm.study.DryRun;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.trial.Trial;

/** {@code isotope study}. */
final class StudyCommand implements Command {

  @Override
  public String name() {
    return "study";
  }

  @Override
  public String summary() {
    return "find the decay that generalises best, by cross-validation";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "study CONFIG [--out DIR] [--workers N] [--force] [--look-again] [--live [PORT]]",
        "study TEXT… [--minutes N] [--out DIR] [--workers N] [--live [PORT]]",
        "study CONFIG|TEXT… --spark MASTER [--spark-conf KEY=VALUE]…",
        "study CONFIG|TEXT… --dry-run");
  }

  @Override
  public String details() {
    return "Trains every point of the config's study.space on every fold, each training on "
        + "one thread, and keeps each result. Then it trains the best point and λ = 0 on "
        + "all text outside the test split, and scores them on the test split once. A "
        + "study that was stopped or killed continues where it was; a finished one prints "
        + "its result again. The folder gets report.html and report.md, study.json, "
        + "trials.csv, curve.svg and curve.png, the journal, and the two final runs, "
        + "chosen/ and zero/. --live shows the report in a browser on this machine while "
        + "the study runs. A study of counted models searches their order, smoothing or discounts, "
        + "and has no λ.\n\n"
        + "Texts alone are enough: an argument that does not end in .yaml or .yml is a text, a file "
        + "or a folder; one that ends in .json is a config if it has the sections of one. The study looks at the texts, decides how they become documents, and "
        + "chooses tokenizer, model and training so that all fits into the minutes given. It writes "
        + "DIR/config.yaml with the reason of every choice, and runs it. That config is yours: "
        + "the same command continues with it and never replaces it.";
  }

  @Override
  public Options options() {
    Options options = new Options();
    SparkOption.addTo(options);
    return options
        .addOption(
            NewOption.value(
                "out",
                "DIR",
                "the study's folder; by default models/ and the name of the config or text, and of "
                    + "a study's own config.yaml its folder"))
        .addOption(TextStudy.minutesOption())
        .addOption(
            NewOption.value(
                "workers",
                "N",
                "how many trainings run side by side; by default one per processor, or per core of the cluster"))
        .addOption(NewOption.flag("force", "delete the study in this folder and start again"))
        .addOption(LiveServer.option())
        .addOption(
            NewOption.flag(
                "look-again",
                "score the test split again, although this folder's study already did"))
        .addOption(
            NewOption.flag(
                "dry-run",
                "train nothing; print how many trainings, how much time and memory to expect"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope study configs/quickstart.yaml", "the main job, on real text"),
        new Example("isotope study my-texts/ --minutes 10", "a model of your own text, no config"),
        new Example("isotope study my.yaml --set study.folds=5", "more folds, another study"),
        new Example(
            "isotope study my.yaml --spark spark://head:7077", "the same study on a cluster"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments(1, Integer.MAX_VALUE);
    if (arguments.stream().noneMatch(TextStudy::isConfig)) {
      TextStudy texts = new TextStudy(invocation, arguments);
      Project project = texts.project();
      return run(invocation, project, texts.out(), texts.deadline(project.config().study()));
    }
    TextStudy.refuseBesideConfig(invocation, arguments);
    Project project = ProjectArgument.read(invocation);
    Path out = ProjectArgument.outOfStudy(invocation, project);
    return run(invocation, project, out, Deadline.NONE);
  }

  private static ExitCode run(Invocation invocation, Project project, Path out, Deadline deadline) {
    StudyRunner study =
        new StudyRunner(
            project,
            out,
            SparkOption.isAsked(invocation)
                ? Runtime.getRuntime().availableProcessors()
                : invocation.count("workers", project.config().engine().threads()),
            invocation.has("force"),
            invocation.has("look-again"),
            deadline,
            invocation.typed());
    Output output = invocation.output();
    study.doubt().ifPresent(output::warn);
    if (invocation.has("dry-run")) {
      DryRun cost = study.dryRun();
      output.result(cost, text -> text.print(DryRunText.of(cost, output.columns())));
      return ExitCode.DONE;
    }
    Enclosing.refuse(study.out());
    try (LiveServer live = LiveServer.asked(invocation);
        SparkCluster spark = SparkOption.open(invocation, invocation.integer("workers", 1))) {
      StudyOutcome outcome =
          study.run(
              spark == null ? StudyRunner.HERE : spark,
              new StudyConsoleWatch(output, live),
              invocation.interrupt());
      output.result(outcome.result(), text -> text.print(table(outcome, output)));
      refusedLook(outcome).ifPresent(output::warn);
      return exitCode(outcome);
    }
  }

  private static Optional<String> refusedLook(StudyOutcome outcome) {
    return outcome.isRefusedALook()
        ? Optional.of(
            "no final model was made of this choice, because the test split was scored for another one; --look-again scores it again, and the config as it was brings that result back")
        : Optional.empty();
  }

  /** A study that its budget stopped before a choice has not failed. */
  private static ExitCode exitCode(StudyOutcome outcome) {
    if (outcome.result().best() != null) {
      return ExitCode.DONE;
    }
    List<Trial.Status> ended = outcome.trials().stream().map(Trial::status).toList();
    return ended.contains(Trial.Status.DIVERGED)
        ? ExitCode.DIVERGED
        : ended.contains(Trial.Status.CRASHED) || ended.contains(Trial.Status.INCOMPARABLE)
            ? ExitCode.FAILURE
            : ExitCode.DONE;
  }

  private static String table(StudyOutcome outcome, Output output) {
    try {
      return StudyTable.of(outcome, output.columns()) + ModelCommands.of(outcome);
    } catch (RuntimeException e) {
      StudyConsoleWatch.unmade("the table", e, output);
      return outcome.result().conclusion() + System.lineSeparator();
    }
  }
}
