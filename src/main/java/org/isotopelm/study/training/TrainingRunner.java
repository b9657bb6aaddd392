package org.isotopelm.study.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.isotopelm.baseline.CountedBaseline;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Divergence;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.run.CellTrainer;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;
import org.isotopelm.train.run.WholeRun;

/**
 * Runs cells as real trainings. Cells with the same text and tokenizer share what is prepared from
 * them.
 */
public final class TrainingRunner implements LocalSite {
  private final StudyPlans plans;
  private final LongSupplier clock;
  private final Activity activity;
  private final Function<Path, TokenModel> opener;

  /**
   * @param opener reads a corpus
   * @param cache folder of token stores
   * @param activity learns of every training, from that training's thread
   * @param runs reads the model of a run
   */
  public TrainingRunner(
      ConfigVariants recipes,
      StudySpec spec,
      Function<DataSpec, Corpus> opener,
      Path cache,
      Engine engine,
      Activity activity,
      Function<Path, TokenModel> runs) {
    this(
        new StudyPlans(
            recipes,
            spec,
            StudyTexts.of(spec, opener, cache),
            engine,
            StartWeights.ofRuns(),
            new Teachers(runs, cache)),
        System::nanoTime,
        activity,
        runs);
  }

  TrainingRunner(
      StudyPlans plans, LongSupplier clock, Activity activity, Function<Path, TokenModel> runs) {
    this.plans = plans;
    this.clock = clock;
    this.activity = activity;
    this.opener = runs;
  }

  @Override
  public TrainingRunner outer(int fold, int folds) {
    return new TrainingRunner(plans.outer(fold, folds), clock, activity, opener);
  }

  @Override
  public CellResult run(Cell cell, Path folder, BooleanSupplier cancelled) {
    TrainingPlan plan = plans.of(cell);
    try (Team team = new Team(1);
        Activity.Training training = activity.begin(plan.steps())) {
      return switch (plan) {
        case GradientPlan gradients -> train(gradients, cell, folder, team, training, cancelled);
        case SteplessPlan stepless -> make(stepless, folder, team, cancelled);
      };
    }
  }

  private CellResult train(
      GradientPlan plan,
      Cell cell,
      Path folder,
      Team team,
      Activity.Training training,
      BooleanSupplier cancelled) {
    WarmStart start = new WarmStart(cell, folder, plan);
    TrainResult result =
        new CellTrainer(plan, folder, clock)
            .run(
                () -> start.weights((before, its) -> run(before, its, cancelled)),
                team,
                training,
                cancelled);
    if (result.interrupted()) {
      throw new CancellationException();
    }
    StudySpec spec = plans.spec();
    if (spec.search().warmStart().isPresent() && cell.contender().opponent() == null) {
      start.keep(result);
    }
    double exposure = Exposure.of(spec, plan, result.state().step());
    CellResult figures =
        CellFigures.trained(result, plan, exposure, plan.horizon().schedule().peak());
    if (isKept(cell)) {
      keep(plan, result, cell, folder.resolve(RUN));
    }
    return figures;
  }

  /** Whether the model of a cell may become the best so far. */
  private boolean isKept(Cell cell) {
    StudySpec spec = plans.spec();
    return spec.finals() != null
        && cell.fold() == 0
        && cell.seed() == spec.seed()
        && cell.contender().opponent() == null
        && !plans.texts().isOuter();
  }

  private void keep(GradientPlan plan, TrainResult result, Cell cell, Path run) {
    StudyPlans.Run its = plans.run(cell, plan);
    try {
      WholeRun.of(its.yaml(), plan, result, its.text()).write(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CellResult make(SteplessPlan plan, Path folder, Team team, BooleanSupplier cancelled) {
    long start = clock.getAsLong();
    SteplessPlan.Work work = new SteplessPlan.Work(team, folder, _ -> {}, cancelled);
    TokenModel model = plan.make(work).model();
    double seconds = (clock.getAsLong() - start) * 1e-9;
    NoProbabilitiesException.check(model);
    Scores scores = Evaluator.score(model, plan.text().validation(), team);
    return CellFigures.counted(scores, seconds);
  }

  /** The model that a cell trains, which keeps its progress in a folder. */
  TokenModel network(GradientPlan plan, Path folder, Team team, BooleanSupplier cancelled) {
    try (Activity.Training training = activity.begin(plan.steps())) {
      TrainResult result =
          new CellTrainer(plan, folder, clock).run(plan::initialValues, team, training, cancelled);
      if (result.interrupted()) {
        throw new CancellationException();
      }
      return result.model();
    }
  }

  /**
   * The plan of a cell on the first fold, of a model with weights.
   *
   * @param overrides value by config path
   */
  public GradientPlan plan(Map<String, Object> overrides) {
    return plans.gradients(overrides);
  }

  /**
   * What a cell will cost, measured in about three seconds of training on the first fold, or by
   * making a model once that has no steps.
   *
   * @param overrides value by config path
   * @throws org.isotopelm.base.ProblemException exit code 1, where the JVM has not enough memory
   *     for it
   */
  public Estimate estimate(Map<String, Object> overrides) {
    return Estimate.of(plans.firstFold(overrides), plans.engine());
  }

  @Override
  public boolean isStandard(Map<String, Object> overrides) {
    return plans.recipes().with(overrides).equals(plans.recipes().with(Map.of()));
  }

  @Override
  public String testSplit() {
    return plans.texts().testSplit(plans.recipes().with(Map.of()));
  }

  @Override
  public FinalScore runFinal(
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier cancelled) {
    StudyPlans.Run its = plans.whole(overrides, seed);
    TrainingPlan plan = its.plan();
    Opening opening =
        RunFolder.holds(folder, its.yaml(), its.text()) ? Opening.GO_ON : Opening.ANEW;
    try (Team team = new Team(threads);
        RunFolder run = RunFolder.take(folder, opening);
        Activity.Training training = activity.begin(plan.steps())) {
      TrainResult result = run.begin(its.yaml(), plan, its.text()).train(team, training, cancelled);
      if (result.interrupted()) {
        throw new CancellationException();
      }
      NoProbabilitiesException.check(result.model());
      Scores scores = Evaluator.score(result.model(), plan.text().test(), team);
      Divergence.check(scores.nll(), result.trainNll(), plan.text().tokenizer().vocabulary());
      return CellFigures.last(scores);
    }
  }

  @Override
  public CellResult counted(CountedSpec counted, int fold) {
    Preparation text = plans.fold(fold);
    long begun = clock.getAsLong();
    Scores scores = scored(counted, text, text.validation());
    return CellFigures.counted(scores, (clock.getAsLong() - begun) / 1e9);
  }

  @Override
  public FinalScore countedFinal(CountedSpec counted) {
    Preparation text = plans.wholeText();
    return CellFigures.last(scored(counted, text, text.test()));
  }

  private static Scores scored(CountedSpec counted, Preparation text, TokenizedSplit heldOut) {
    try (Team team = new Team(1)) {
      int vocabulary = text.tokenizer().vocabulary();
      return CountedBaseline.score(counted, text.train(), heldOut, vocabulary, team);
    }
  }

  @Override
  public FinalModels finals() {
    return new TrainedFinals(this, plans, opener);
  }
}
