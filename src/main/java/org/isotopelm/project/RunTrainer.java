package org.isotopelm.project;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.report.ReportFiles;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.study.Study;
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

/**
 * Trains a run in its folder, from its config to its reports.
 *
 * @param out the run's folder
 * @param acceptChanges whether a run goes on although its config, text or decay plan has changed
 * @param threads at least 1; the weights do not depend on it
 * @param origin who asked for the run, for its report: a command, or a program
 * @param place where the work is done
 */
public record RunTrainer(
    Project project,
    Path out,
    Opening opening,
    boolean acceptChanges,
    int threads,
    String origin,
    Place place) {

  /** Where the work of a training is done. */
  @FunctionalInterface
  public interface Place {
    /** On this machine. */
    Place HERE = (_, _, plan) -> plan;

    /**
     * The plan whose training works there; its result is the same.
     *
     * @param project the run's
     */
    TrainingPlan plan(Project project, Engine engine, TrainingPlan plan);
  }

  /**
   * What a training gave.
   *
   * @param counted the counted baseline; null where there is none, or the training was interrupted
   */
  public record Trained(TrainingPlan plan, TrainResult result, @Nullable CountedScore counted) {}

  /**
   * Trains from where the run stands, or from the beginning.
   *
   * @param stop asked between steps; once true, a checkpoint is kept and the training ends
   * @throws ProblemException (config, with line and column) for a config that cannot be trained;
   *     (failure) where the folder is another one's; (diverged)
   */
  public Trained train(TrainWatch watch, BooleanSupplier stop) {
    requirePlace();
    return project.located(() -> begin(watch, stop));
  }

  private void requirePlace() {
    Enclosing.refuse(out);
    Enclosing.refuseStart(out, project.config());
    if (Study.isIn(out)) {
      throw ProblemException.failure(
          out + " holds a study, and a run needs a folder of its own; ", Remedy.ANOTHER_FOLDER);
    }
    RunFolder.requireUsable(out, opening);
  }

  private Trained begin(TrainWatch watch, BooleanSupplier stop) {
    boolean goesOn = opening == Opening.GO_ON && RunFolder.isRun(out);
    if (goesOn && !acceptChanges) {
      Resumption.requireSameText(out, project.corpus());
    }
    Project own = goesOn ? project.goingOnWithRun(out) : project.pinned();
    own.productsNote().ifPresent(watch::note);
    Engine engine = own.engineStartingCold();
    TrainingPlan plan = place.plan(own, engine, own.plan(engine));
    if (plan instanceof GradientPlan gradients) {
      engine.expect(gradients.flops());
      if (!goesOn) {
        gradients.readStart();
        gradients.readTeacher();
      }
    }
    requireEvaluations(plan);
    own.doubts(plan).forEach(watch::warn);
    return train(own, plan, engine, watch, stop);
  }

  private Trained train(
      Project own, TrainingPlan plan, Engine engine, TrainWatch watch, BooleanSupplier stop) {
    Optional<Memory> memory =
        plan instanceof GradientPlan gradients
            ? Optional.of(Memory.of(gradients, engine.kind(), threads))
            : Optional.empty();
    Config resolved = own.resolved(plan, engine);
    try (RunFolder folder = RunFolder.take(out, opening);
        Team team = new Team(threads)) {
      if (folder.goesOn()) {
        Resumption.requireSame(folder, out, plan, own.config(), resolved, acceptChanges);
      }
      watch.planned(plan, memory);
      RunTraining run =
          folder.begin(ConfigFile.toYaml(resolved), plan, own.corpus().fingerprints());
      Origin.keep(out, Origin.of(origin, own));
      watch.begun(() -> RunReport.soFar(out, Origin.read(out), true));
      return train(run, plan, team, watch, stop);
    }
  }

  private Trained train(
      RunTraining run, TrainingPlan plan, Team team, TrainWatch watch, BooleanSupplier stop) {
    StepCount steps = new StepCount(watch.listener());
    TrainResult result;
    try {
      result = run.train(team, steps, stop);
    } catch (ProblemException e) {
      watch.ended();
      if (e.exitCode() == ExitCode.DIVERGED) {
        report(true, watch);
      }
      throw e;
    }
    watch.ended();
    if (!result.interrupted() && steps.count() == 0) {
      watch.note(out + " is finished: all steps are done; nothing was changed");
    }
    CountedScore counted =
        result.interrupted()
            ? null
            : CountedRun.of(out, plan, steps.count() > 0, team, watch::warn);
    report(result.interrupted(), watch);
    if (!result.model().isDistribution()) {
      watch.warn(out + ": " + Scores.NO_PROBABILITIES);
    }
    return new Trained(plan, result, counted);
  }

  /** A report that cannot be made does not cost the result. */
  private void report(boolean unfinished, Watch watch) {
    try {
      Provenance kept = Origin.read(out);
      ReportFiles files = RunReport.of(out, kept, unfinished);
      files.write(out);
      watch.reported(files);
    } catch (RuntimeException e) {
      watch.unreported(e);
    }
  }

  /** Without evaluations nothing would ever be out of patience. */
  private static void requireEvaluations(TrainingPlan plan) {
    if (plan.recipe() instanceof GradientRecipe recipe
        && recipe.train().earlyStopping() != null
        && plan.text().validation().targets() == 0) {
      throw ProblemException.config(
          "train.early_stopping",
          "early stopping needs the nll of a validation split, and there is none; "
              + "set data.split.validation, or remove early stopping");
    }
  }
}
