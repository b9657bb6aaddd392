package org.isotopelm.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.math.Engine;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.study.Deadline;
import org.isotopelm.study.DryRun;
import org.isotopelm.study.Progress;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.Activity;
import org.isotopelm.study.training.ConfigVariants;
import org.isotopelm.study.training.CoupledSearch;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.training.Site;
import org.isotopelm.study.training.TrainingRunner;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.run.RunFolder;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the study of a config in its folder, from where it stands to its reports.
 *
 * @param out the study's folder
 * @param workers trainings side by side, at least 1; the result does not depend on it
 * @param anew whether to delete the study that the folder holds
 * @param lookAgain whether the test split may be scored again, after it was scored for another
 *     choice
 * @param deadline when this session has no more time
 * @param origin who asked for the study, for its report: a command, or a program
 */
public record StudyRunner(
    Project project,
    Path out,
    int workers,
    boolean anew,
    boolean lookAgain,
    Deadline deadline,
    String origin) {

  /** A study that goes on as it was begun. */
  public StudyRunner {
    project = anew ? project.pinned() : project.goingOnWithStudy(out);
  }

  /** What the search sets together that decay ties together already, as a sentence. */
  public Optional<String> doubt() {
    return project.located(
        () ->
            project.config().recipe() instanceof GradientRecipe recipe
                ? CoupledSearch.warning(spec(), recipe.optimizer().decay())
                : Optional.empty());
  }

  /** How many trainings, how much time and memory it would take. */
  public DryRun dryRun() {
    return project.located(
        () ->
            DryRun.of(
                spec(),
                runner(project, spec(), project.engine(), new Activity()),
                out.toString(),
                workers));
  }

  /** Where the trainings of a study are done. */
  @FunctionalInterface
  public interface Place {
    /**
     * The site of a study.
     *
     * @param here this process, which does what is no task
     */
    Site site(Project project, Engine engine, LocalSite here);
  }

  /** This process. */
  public static final Place HERE = (project, engine, here) -> here;

  /** As {@link #run(Place, StudyWatching, BooleanSupplier)}, in this process. */
  public StudyOutcome run(StudyWatching watch, BooleanSupplier stop) {
    return run(HERE, watch, stop);
  }

  /**
   * Runs it to its end, or reads its result if it is at its end.
   *
   * @param place where; the result does not depend on it, as far as the products are the same
   * @param stop asked from all threads; once true, running trainings are abandoned
   * @throws ProblemException (config, with line and column) for a config that cannot be studied;
   *     (failure) where the folder is another one's; (interrupted)
   */
  public StudyOutcome run(Place place, StudyWatching watch, BooleanSupplier stop) {
    Enclosing.refuse(out);
    Enclosing.refuseStart(out, project.config());
    requireConfigPlace();
    return project.located(() -> study(place, watch, stop));
  }

  private StudyOutcome study(Place place, StudyWatching watch, BooleanSupplier stop) {
    StudySpec spec = spec();
    project.productsNote().ifPresent(watch::note);
    Engine engine = project.engine();
    StudyKeeper keeper =
        new StudyKeeper(
            out, project.config().withProducts(engine.kind()), isOwn(), Origin.of(origin, project));
    Activity activity = new Activity();
    watch.begun(activity);
    TrainingRunner runner = runner(project, spec, engine, activity);
    Consumer<Progress> progress =
        each -> {
          keeper.keep();
          watch.progressed(each, () -> StudyReport.live(spec, out, keeper.origin(), each));
        };
    StudyOutcome outcome;
    try {
      Site site = place.site(project, engine, runner);
      outcome = Study.run(spec, site, session(engine, progress, stop));
    } finally {
      watch.ended();
    }
    report(outcome, keeper, watch);
    return outcome;
  }

  private Study.Session session(Engine engine, Consumer<Progress> progress, BooleanSupplier stop) {
    boolean old = !anew && Study.predatesFoldOrder(out);
    return new Study.Session(
        out,
        ledger(),
        Map.of(
            "config",
            identity(project.config(), engine, old),
            "corpus",
            project.corpus().fingerprint()),
        workers,
        anew,
        lookAgain,
        deadline,
        progress,
        stop);
  }

  /** Whether the folder's config.yaml is the config that runs. */
  private boolean isOwn() {
    return RealPath.of(out.resolve(RunFolder.CONFIG)).equals(RealPath.of(project.file()));
  }

  /** Refuses to write over a config that no study wrote. */
  private void requireConfigPlace() {
    if (Files.exists(out.resolve(RunFolder.CONFIG)) && !Study.isIn(out) && !isOwn()) {
      throw ProblemException.failure(
          "%s holds %s, which no study wrote there; ".formatted(out, RunFolder.CONFIG),
          Remedy.ANOTHER_FOLDER);
    }
  }

  /** Reports that cannot be made do not cost the result. */
  private void report(StudyOutcome outcome, StudyKeeper keeper, StudyWatching watch) {
    try {
      keeper.keep();
      ReportFiles files = StudyReport.ended(outcome, out);
      files.write(out);
      watch.reported(files);
    } catch (RuntimeException e) {
      watch.unreported(e);
    }
  }

  /** Beside the study's folder, where its neighbours are and where it stays when that goes. */
  private Path ledger() {
    Path folder = out.toAbsolutePath().normalize();
    return Objects.requireNonNullElse(folder.getParent(), folder).resolve("looks.jsonl");
  }

  private StudySpec spec() {
    StudySpec spec = project.config().study();
    if (spec == null) {
      throw ProblemException.config(
          "study", "the config has no study section; add one, or use 'isotope train'");
    }
    return spec;
  }

  /** Runs the cells of a study of a project. */
  public static TrainingRunner runner(
      Project project, StudySpec spec, Engine engine, Activity activity) {
    return new TrainingRunner(
        recipes(project.loaded(), engine),
        spec,
        project::corpus,
        project.cache(),
        engine,
        activity,
        project::model);
  }

  /**
   * The config without what may change: a study may continue with more trials, a larger budget,
   * other final models or another counted baseline.
   *
   * @param old whether the study was begun when all folds were contiguous and no config said so
   */
  private static ObjectNode identity(Config config, Engine engine, boolean old) {
    ObjectNode tree = Json.mapper().valueToTree(config);
    tree.set("engine", Json.mapper().valueToTree(Project.recorded(engine)));
    ObjectNode study = (ObjectNode) tree.path("study");
    study.remove("budget");
    study.remove("counted");
    study.remove("final");
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
        return loaded.with(Begun.pinned(loaded, overrides)).recipe();
      }

      @Override
      public String yaml(Map<String, Object> overrides) {
        Map<String, Object> all = new LinkedHashMap<>(Begun.pinned(loaded, overrides));
        all.put("engine", Project.recorded(engine));
        Config config = loaded.with(all);
        return ConfigFile.toYaml(config);
      }
    };
  }
}
