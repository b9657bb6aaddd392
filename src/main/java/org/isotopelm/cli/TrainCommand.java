package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.files.RunPlace;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.TrainReport;
import org.isotopelm.cluster.SparkCluster;
import org.isotopelm.project.Project;
import org.isotopelm.project.RunTrainer;
import org.isotopelm.train.run.RunFolder.Opening;

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
        "train CONFIG --resume [--accept-changes] [--out DIR] [--threads N] [--live [PORT]]",
        "train CONFIG --spark MASTER [--machines N] [--spark-conf KEY=VALUE]…");
  }

  @Override
  public String details() {
    return "The run's folder gets the resolved config, the decay plan, the tokenizer, "
        + "metrics.jsonl, checkpoints, report.html, report.md and decay.svg. Ctrl-C finishes the "
        + "step, writes a checkpoint and exits with code 130. The weights depend on the "
        + "config and its seed, never on the number of threads. A counted model or a mixture is made "
        + "in one go: it has one checkpoint, and none of the files about steps and decay. With --spark, "
        + "machines of a cluster compute the shards of each step (train.shards); weights, checkpoints "
        + "and evaluation stay here, and a machine that is lost costs one step. "
        + "Of an ngram model, the cluster counts the n-grams.";
  }

  @Override
  public Options options() {
    Options options = new Options();
    SparkOption.addMachinesTo(options);
    return options
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
            "with another λ"),
        new Example(
            "isotope train my.yaml --set train.shards=2 --spark spark://head:7077 --machines 2",
            "on two machines of a cluster"),
        new Example(
            "isotope train ngram.yaml --spark spark://head:7077", "n-grams, counted on a cluster"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    Project project = ProjectArgument.read(invocation);
    int threads = invocation.count("threads", project.config().engine().threads());
    Path out = ProjectArgument.out(invocation, project);
    Opening opening = opening(invocation);
    RunPlace.requireOther(out, project);
    RunPlace.requireFree(out, opening, Optional.of("--resume continues it"));
    OptionalInt machines = SparkOption.machines(invocation, project.config().recipe());
    try (LiveServer live = LiveServer.asked(invocation);
        SparkCluster spark = SparkOption.open(invocation, OptionalInt.empty())) {
      RunTrainer trainer =
          new RunTrainer(
              project,
              out,
              opening,
              invocation.has("accept-changes"),
              threads,
              invocation.typed(),
              spark == null ? RunTrainer.Place.HERE : spark.trainer(machines));
      Output output = invocation.output();
      RunTrainer.Trained trained =
          trainer.train(new TrainConsoleWatch(out, output, live), invocation.interrupt());
      TrainReport report = TrainReport.of(out, trained.plan(), trained.result(), trained.counted());
      output.result(
          report,
          text -> {
            text.println(report.text(trained.plan(), trained.result()));
            text.println("report: " + out.resolve("report.html"));
          });
      return trained.result().interrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
  }

  private static Opening opening(Invocation invocation) {
    boolean resume = invocation.has("resume");
    boolean force = invocation.has("force");
    if (resume && force) {
      throw ProblemException.usage("--resume and --force cannot be combined; give one of them");
    }
    if (invocation.has("accept-changes") && !resume) {
      throw ProblemException.usage("--accept-changes needs --resume; give both, or neither");
    }
    return resume ? Opening.GO_ON : force ? Opening.ANEW : Opening.NEW;
  }
}
