package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Json;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.console.Output;
import org.isotopelm.cli.files.Enclosing;
import org.isotopelm.cli.live.LiveServer;
import org.isotopelm.cli.text.DryRunText;
import org.isotopelm.cli.text.StudyConsole;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.math.Engine;
import org.isotopelm.project.Project;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.study.StudyTable;
import org.isotopelm.study.DryRun;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.Activity;
import org.isotopelm.study.training.ConfigVariants;
import org.isotopelm.study.training.CoupledSearch;
import org.isotopelm.study.training.TrainingRunner;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Recipe;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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
        "study CONFIG --dry-run");
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
        + "and has no λ.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.value(
                "out", "DIR", "the study's folder; by default models/ and the config's name"))
        .addOption(
            NewOption.value(
                "workers",
                "N",
                "how many trainings run side by side; by default one per processor"))
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
        new Example("isotope study my.yaml --set study.folds=5", "more folds, another study"));
  }

  @Override
  public ExitCode run(Invocation invocation) {
    Project asked = ProjectArgument.read(invocation);
    Path out = ProjectArgument.out(invocation, asked);
    Project project = invocation.has("force") ? asked : asked.goingOnWithStudy(out);
    project.located(() -> coupled(project)).ifPresent(invocation.output()::warn);
    if (invocation.has("dry-run")) {
      DryRun cost = project.located(() -> dryRun(invocation, project, out));
      invocation
          .output()
          .result(cost, text -> text.print(DryRunText.of(cost, invocation.output().columns())));
      return ExitCode.DONE;
    }
    Enclosing.refuse(out);
    try (LiveServer live = LiveServer.asked(invocation)) {
      StudyOutcome outcome = project.located(() -> run(invocation, project, out, live));
      Output output = invocation.output();
      output.result(outcome.result(), text -> text.print(table(outcome, output)));
      return exitCode(outcome);
    }
  }

  private static Optional<String> coupled(Project project) {
    StudySpec spec = spec(project);
    return project.config().recipe() instanceof GradientRecipe recipe
        ? CoupledSearch.warning(spec, recipe.optimizer().decay())
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
      return StudyTable.of(outcome, output.columns());
    } catch (RuntimeException e) {
      untold("the table", e, output);
      return outcome.result().conclusion() + System.lineSeparator();
    }
  }

  /** What is made for display only may fail: the result stays, and so does the exit code. */
  private static void untold(String what, RuntimeException error, Output output) {
    output.warn(
        "%s of the study cannot be made (%s); its result is kept"
            .formatted(what, Failure.of(error).problems().getFirst()));
  }

  private static StudyOutcome run(
      Invocation invocation, Project project, Path out, @Nullable LiveServer live) {
    StudySpec spec = spec(project);
    project.productsNote().ifPresent(invocation.output()::note);
    Engine engine = project.engine();
    Provenance origin = Origin.of(invocation, project);
    boolean begunAnew = invocation.has("force");
    StudyWatch watch =
        new StudyWatch(project, project.config().withProducts(engine.kind()), out, origin, live);
    Activity activity = new Activity();
    StudyConsole console = new StudyConsole(invocation.output(), activity);
    TrainingRunner runner = runner(project, spec, engine, activity);
    Study.Session session =
        new Study.Session(
            out,
            ledger(out),
            Map.of(
                "config",
                identity(project.config(), engine, !begunAnew && Study.predatesFoldOrder(out)),
                "corpus",
                project.corpus().fingerprint()),
            workers(invocation, project),
            begunAnew,
            invocation.has("look-again"),
            progress -> {
              console.accept(progress);
              watch.accept(progress);
            },
            invocation.interrupt());
    StudyOutcome outcome;
    try (console) {
      outcome = Study.run(spec, runner, session);
    }
    try {
      watch.keep();
      ReportFiles files = StudyReport.ended(outcome, out);
      files.write(out);
      watch.ended(files);
    } catch (RuntimeException e) {
      untold("a report", e, invocation.output());
    }
    return outcome;
  }

  /** Beside the study's folder, where its neighbours are and where it stays when that goes. */
  private static Path ledger(Path out) {
    Path folder = out.toAbsolutePath().normalize();
    return Objects.requireNonNullElse(folder.getParent(), folder).resolve("looks.jsonl");
  }

  private static StudySpec spec(Project project) {
    StudySpec spec = project.config().study();
    if (spec == null) {
      throw IsotopeException.config(
          "study", "the config has no study section; add one, or use 'isotope train'");
    }
    return spec;
  }

  /** Runs the cells of a study of the project. */
  static TrainingRunner runner(Project project, StudySpec spec, Engine engine, Activity activity) {
    return new TrainingRunner(
        recipes(project.loaded(), engine),
        spec,
        project::corpus,
        project.cache(),
        engine,
        activity);
  }

  private static int workers(Invocation invocation, Project project) {
    return invocation.count("workers", project.config().engine().threads());
  }

  private static DryRun dryRun(Invocation invocation, Project project, Path out) {
    StudySpec spec = spec(project);
    return DryRun.of(
        spec,
        runner(project, spec, project.engine(), new Activity()),
        out.toString(),
        workers(invocation, project));
  }

  /**
   * The config without what may change: a study may continue with more trials, a larger budget or
   * another counted baseline.
   *
   * @param old whether the study was begun when all folds were contiguous and no config said so
   */
  private static ObjectNode identity(Config config, Engine engine, boolean old) {
    ObjectNode tree = Json.mapper().valueToTree(config);
    tree.set("engine", Json.mapper().valueToTree(Project.recorded(engine)));
    ObjectNode study = (ObjectNode) tree.path("study");
    study.remove("budget");
    study.remove("counted");
    if (old && study.path("fold_order").asString().equals("contiguous")) {
      study.remove("fold_order");
    }
    if (tree.at("/study/search") instanceof ObjectNode search) {
      search.remove("trials");
    }
    return tree;
  }

  private static ConfigVariants recipes(LoadedConfig loaded, Engine engine) {
    return new ConfigVariants() {
      @Override
      public Recipe with(Map<String, Object> overrides) {
        return loaded.with(overrides).recipe();
      }

      @Override
      public String yaml(Map<String, Object> overrides) {
        Map<String, Object> all = new LinkedHashMap<>(overrides);
        all.put("engine", Project.recorded(engine));
        Config config = loaded.with(all);
        return ConfigFile.toYaml(config);
      }
    };
  }
}
