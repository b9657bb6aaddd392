package org.isotopelm.study.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.isotopelm.base.TemporaryFolder;
import org.isotopelm.baseline.CountedBaseline;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Bootstrap;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Divergence;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.SteplessTraining;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;
import org.isotopelm.train.cost.Rehearsal;
import org.isotopelm.train.run.CellTrainer;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;
import org.isotopelm.train.run.WholeRun;

/**
 * Runs cells as real trainings. Cells with the same text and tokenizer share what is prepared from
 * them.
 */
public final class TrainingRunner implements CellRunner {
  private static final long SEED = 1;

  private final ConfigVariants recipes;
  private final StudySpec spec;
  private final StudyTexts texts;
  private final Engine engine;
  private final StartWeights start;
  private final LongSupplier clock;
  private final Activity activity;
  private final Function<Path, TokenModel> opener;
  private final Teachers teachers;

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
        recipes,
        spec,
        StudyTexts.of(spec, opener, cache),
        engine,
        StartWeights.ofRuns(),
        System::nanoTime,
        activity,
        runs,
        new Teachers(runs, cache));
  }

  TrainingRunner(
      ConfigVariants recipes,
      StudySpec spec,
      StudyTexts texts,
      Engine engine,
      StartWeights start,
      LongSupplier clock,
      Activity activity,
      Function<Path, TokenModel> runs,
      Teachers teachers) {
    this.recipes = recipes;
    this.spec = spec;
    this.texts = texts;
    this.engine = engine;
    this.start = start;
    this.clock = clock;
    this.activity = activity;
    this.opener = runs;
    this.teachers = teachers;
  }

  @Override
  public TrainingRunner outer(int fold, int folds) {
    return new TrainingRunner(
        recipes, spec, texts.outer(fold, folds), engine, start, clock, activity, opener, teachers);
  }

  @Override
  public CellResult run(Cell cell, Path folder, BooleanSupplier cancelled) {
    TrainingPlan plan = plan(cell);
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
    return spec.finals() != null
        && cell.fold() == 0
        && cell.seed() == spec.seed()
        && cell.contender().opponent() == null
        && !texts.isOuter();
  }

  private void keep(GradientPlan plan, TrainResult result, Cell cell, Path run) {
    Map<String, Object> all = seeded(cell.overrides(), cell.seed());
    Corpus corpus = texts.corpus(plan.recipe());
    all.put("data.boundaries", corpus.boundaries());
    try {
      WholeRun.of(recipes.yaml(all), plan, result, corpus.fingerprints()).write(run);
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

  private TrainingPlan plan(Cell cell) {
    Recipe recipe = recipes.with(seeded(cell.overrides(), cell.seed()));
    if (cell.after() != null && recipe instanceof GradientRecipe gradients) {
      recipe = gradients.with(gradients.train().times(spec.search().warmStart().orElse(1)));
    }
    return plan(recipe, cell.fold());
  }

  private TrainingPlan plan(Recipe recipe, int fold) {
    return TrainingPlan.of(recipe, texts.fold(recipe, fold), engine, start, teachers);
  }

  /** The plan of a point's cell on the first fold. */
  TrainingPlan firstFold(Map<String, Object> overrides, long seed) {
    Map<String, Object> all = seeded(overrides, seed);
    all.putAll(FinalSettings.of(spec.finals(), recipes.with(overrides)));
    return plan(recipes.with(all), 0);
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
    GradientRecipe recipe = GradientRecipe.of(recipes.with(overrides), "a plan of decay");
    return GradientPlan.of(recipe, texts.fold(recipe, 0), engine, start, teachers);
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
    return switch (plan(recipes.with(overrides), 0)) {
      case GradientPlan plan -> {
        long bytes = Memory.of(plan, engine.kind(), 1).bytes();
        Rehearsal rehearsal = Rehearsal.of(plan);
        yield new Estimate(
            rehearsal.seconds(),
            rehearsal.busy(),
            bytes,
            plan.steps(),
            plan.explanation().parameters());
      }
      case SteplessPlan plan -> estimate(plan);
    };
  }

  private static Estimate estimate(SteplessPlan plan) {
    long start = System.nanoTime();
    try (Team team = new Team(1)) {
      SteplessPlan.Work work =
          new SteplessPlan.Work(team, TemporaryFolder.ofProcess(), _ -> {}, () -> false);
      TokenModel model = plan.make(work).model();
      SteplessTraining.result(plan, model, 0, team);
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new Estimate(seconds, seconds, 0, 1, model.parameters());
    }
  }

  @Override
  public boolean isStandard(Map<String, Object> overrides) {
    return recipes.with(overrides).equals(recipes.with(Map.of()));
  }

  @Override
  public String testSplit() {
    return texts.testSplit(recipes.with(Map.of()));
  }

  @Override
  public FinalScore runFinal(
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier cancelled) {
    Map<String, Object> all = onAllText(overrides, seed);
    all.putAll(FinalSettings.of(spec.finals(), recipes.with(overrides)));
    Recipe recipe = recipes.with(all);
    all.put("data.boundaries", texts.corpus(recipe).boundaries());
    Preparation text = texts.whole(recipe);
    TrainingPlan plan = TrainingPlan.of(recipe, text, engine, start, teachers);
    if (spec.hold() != Hold.LAMBDA && plan instanceof GradientPlan whole) {
      GradientPlan cell = plan(seeded(overrides, seed));
      all.put("optimizer.decay", FinalDecay.rules(spec.hold(), cell, whole));
      plan = TrainingPlan.of(recipes.with(all), text, engine, start, teachers);
    }
    String yaml = recipes.yaml(all);
    Fingerprint print = texts.corpus(recipe).fingerprints();
    Opening opening = RunFolder.holds(folder, yaml, print) ? Opening.GO_ON : Opening.ANEW;
    try (Team team = new Team(threads);
        RunFolder run = RunFolder.take(folder, opening);
        Activity.Training training = activity.begin(plan.steps())) {
      TrainResult result = run.begin(yaml, plan, print).train(team, training, cancelled);
      if (result.interrupted()) {
        throw new CancellationException();
      }
      NoProbabilitiesException.check(result.model());
      Scores scores = Evaluator.score(result.model(), text.test(), team);
      Divergence.check(scores.nll(), result.trainNll(), text.tokenizer().vocabulary());
      return CellFigures.last(scores);
    }
  }

  @Override
  public CellResult counted(CountedSpec counted, int fold) {
    Preparation text = texts.fold(recipes.with(Map.of()), fold);
    long begun = clock.getAsLong();
    Scores scores = scored(counted, text, text.validation());
    return CellFigures.counted(scores, (clock.getAsLong() - begun) / 1e9);
  }

  @Override
  public FinalScore countedFinal(CountedSpec counted) {
    Preparation text = texts.whole(recipes.with(onAllText(Map.of(), spec.seed())));
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
    return new TrainedFinals(this, recipes, texts, opener);
  }

  @Override
  public Difference compare(FinalScore a, FinalScore b) {
    return new Difference(
        a.nll() - b.nll(),
        a.unitNll().size() < 2
            ? List.of()
            : CellFigures.pair(Bootstrap.ratio(a.minus(b), a.tokens(), SEED)));
  }

  /** The validation documents join the training split; the test split stays as it is. */
  private static Map<String, Object> withoutValidation(DataSpec data) {
    List<String> files = new ArrayList<>(data.files());
    files.addAll(data.split().validationFiles());
    return data.split().validationFiles().isEmpty()
        ? Map.of("data.split.validation", 0)
        : Map.of("data.files", files, "data.split.validation_files", List.of());
  }

  /** What a final model sets. */
  private Map<String, Object> onAllText(Map<String, Object> overrides, long seed) {
    return onAllText(seeded(overrides, seed));
  }

  /** With all text outside the test split to train on. */
  Map<String, Object> onAllText(Map<String, Object> overrides) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (!texts.isOuter()) {
      all.putAll(withoutValidation(recipes.with(overrides).data()));
    }
    return all;
  }

  /** A model without steps leaves nothing to chance. */
  private Map<String, Object> seeded(Map<String, Object> overrides, long seed) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (recipes.with(overrides) instanceof GradientRecipe) {
      all.put("train.seed", seed);
    }
    return all;
  }
}
