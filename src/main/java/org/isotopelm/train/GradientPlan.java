package org.isotopelm.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.data.TrainingBatches;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.InputRows;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;
import org.isotopelm.teacher.Teachers;
import tools.jackson.databind.node.ObjectNode;

/**
 * A training by gradients before its first step.
 *
 * @param shards where they are computed, which does not change the result
 */
public record GradientPlan(
    GradientRecipe recipe,
    Preparation text,
    NeuralModel model,
    Horizon horizon,
    DecayPlan decay,
    StartWeights start,
    Teachers teachers,
    Shards shards)
    implements TrainingPlan {
  /** As many as a config can ask for by train.steps: all whole numbers that a double holds. */
  private static final long MOST_STEPS = (1L << 53) - 1;

  /** Refuses what the optimizer cannot do with this model and plan. */
  public GradientPlan {
    touchedParameters(recipe, model, decay);
  }

  private static List<Parameter> touchedParameters(
      GradientRecipe recipe, NeuralModel model, DecayPlan decay) {
    OptimizerSpec optimizer = recipe.optimizer();
    List<Parameter> all = model.inputRows().stream().map(InputRows::parameter).toList();
    return optimizer.embeddings().touchedRows(optimizer.algorithm(), decay, all);
  }

  /** The parameters of which a step updates only the rows that it touches; often none. */
  public List<Parameter> touchedParameters() {
    return touchedParameters(recipe, model, decay);
  }

  /** The rows of each of them that a step touches. */
  List<InputRows> touchedRows() {
    return touchedParameters().isEmpty() ? List.of() : model.inputRows();
  }

  /**
   * Resolves a recipe over prepared text; what cannot be resolved is an error of the config.
   *
   * @param start where the weights of the run that it begins with come from, if it begins with one
   * @param teachers where what its teacher says comes from, if it has one
   */
  public static GradientPlan of(
      GradientRecipe recipe,
      Preparation text,
      Engine engine,
      StartWeights start,
      Teachers teachers) {
    NeuralModel model = model(recipe, text, engine);
    requireArrays(recipe.train().batch(), model);
    TrainingBatches batches = batches(recipe.train(), text, model);
    TrainSpec spec = recipe.train();
    spec.start().ifPresent(run -> start.requireFits(run, model.parameters(), text.tokenizer()));
    spec.learnsFrom().ifPresent(teacher -> teacher.requireSame(text.tokenizer()));
    double stepsPerEpoch = batches.windows() / ((double) spec.batch() * spec.accumulation());
    Schedule schedule = Schedule.of(recipe.optimizer().learningRate(), steps(spec, stepsPerEpoch));
    Horizon horizon = new Horizon(schedule, stepsPerEpoch, text.train().targets() / stepsPerEpoch);
    DecayPlan decay = DecayPlan.of(recipe.optimizer().decay(), model.parameters(), horizon);
    return new GradientPlan(recipe, text, model, horizon, decay, start, teachers, Shards.HERE);
  }

  /** The same training, whose shards are computed elsewhere. */
  public GradientPlan with(Shards other) {
    return new GradientPlan(recipe, text, model, horizon, decay, start, teachers, other);
  }

  private static NeuralModel model(GradientRecipe recipe, Preparation text, Engine engine) {
    try {
      return Models.create(recipe.model(), text.tokenizer().vocabulary(), engine);
    } catch (ArithmeticException overflow) {
      throw tooLarge();
    }
  }

  /** The error of a model whose parameters or activations are too many for arrays. */
  public static ProblemException tooLarge() {
    return ProblemException.config(
        "model",
        String.format(
            Locale.ROOT,
            "has more than %,d parameters or activations, the most that a Java array "
                + "can hold; use a smaller width or vocabulary, fewer layers or buckets, or a shorter "
                + "context",
            Integer.MAX_VALUE));
  }

  private static void requireArrays(int batch, NeuralModel model) {
    long row = Math.max(model.context(), model.stateSize());
    if (batch * row > Integer.MAX_VALUE) {
      throw ProblemException.config(
          "train.batch",
          String.format(
              Locale.ROOT,
              "%,d rows of %,d tokens, or elements of state, are more than a Java "
                  + "array can hold, %,d; use a smaller batch, and train.accumulation to "
                  + "make up for it",
              batch,
              row,
              Integer.MAX_VALUE));
    }
  }

  private static long steps(TrainSpec spec, double stepsPerEpoch) {
    if (spec.steps() != null) {
      return spec.steps();
    }
    double epochs = Objects.requireNonNull(spec.epochs(), "the spec has steps or epochs");
    double steps = Math.ceil(epochs * stepsPerEpoch);
    if (steps > MOST_STEPS) {
      throw ProblemException.config(
          "train.epochs",
          String.format(
              Locale.ROOT,
              "%s epochs of %s steps are more than %,d steps, the most that can be counted",
              epochs,
              stepsPerEpoch,
              MOST_STEPS));
    }
    return (long) steps;
  }

  /** The batches of the training split in the order of the recipe's seed. */
  TrainingBatches batches() {
    return batches(recipe.train(), text, model);
  }

  private static TrainingBatches batches(TrainSpec spec, Preparation text, NeuralModel model) {
    return model.stateSize() > 0
        ? TrainingBatches.inOrder(text.train(), model.context(), spec.batch(), spec.seed())
        : new TrainingBatches(
            text.train(), model.context(), model.targetsPerRow(), spec.batch(), spec.seed());
  }

  /** [rows of a batch, S]: the state that a training begins with. */
  public float[] initialState() {
    return new float[recipe.train().batch() * model.stateSize()];
  }

  /** The model with weights, as it is scored. */
  public Network network(float[] values) {
    return new Network(model, values, Window.of(model), text.tokenizer().endOfDocument());
  }

  /**
   * The weights of the run that the recipe begins with, or those that its seed gives: an array to
   * train in.
   */
  public float[] initialValues() {
    return recipe.train().start().isPresent()
        ? sharedInitialValues().clone()
        : sharedInitialValues();
  }

  /** The same, perhaps shared with other trainings: nobody may change them. */
  public float[] sharedInitialValues() {
    return recipe
        .train()
        .start()
        .map(run -> start.of(run, model.parameters()))
        .orElseGet(() -> model.parameters().initialValues(recipe.train().seed()));
  }

  /**
   * Reads the weights of the run that the recipe begins with, if it begins with one: what is wrong
   * with them is known before there is a folder.
   */
  public void readStart() {
    recipe.train().start().ifPresent(run -> start.of(run, model.parameters()));
  }

  /** Reads the model that the training learns from, if there is one, for the same reason. */
  public void readTeacher() {
    recipe.train().learnsFrom().ifPresent(teachers::model);
  }

  /**
   * What the loss is beside the nll. Where the training has a teacher, this takes as long as the
   * teacher needs to read the training split, unless it has read it before.
   *
   * @param stop once true, that ends with a {@link java.util.concurrent.CancellationException}
   */
  SoftLoss softLoss(Team team, BooleanSupplier stop) {
    return recipe
        .train()
        .learnsFrom()
        .map(teacher -> teachers.loss(teacher, text.train(), model.vocabulary(), team, stop))
        .orElse(SoftLoss.NONE);
  }

  /** Keeps in a run's folder what it needs to continue without the run that it began with. */
  public void keepStart(Path folder) {
    recipe.train().start().ifPresent(run -> start.keep(run, folder));
  }

  /** The decay plan, with what its λ amount to over this run, and what in the recipe is idle. */
  @Override
  public Explanation explanation() {
    ObjectNode optimizer = Json.mapper().valueToTree(recipe.optimizer().algorithm());
    if (!touchedRows().isEmpty()) {
      optimizer.putPOJO("embeddings", recipe.optimizer().embeddings());
    }
    return Explanation.of(optimizer, decay, horizon).withWarnings(IdleSettings.warnings(this));
  }

  /** Floating-point operations of all steps, as {@link NeuralModel#flopsPerTarget} counts them. */
  public double flops() {
    TrainSpec spec = recipe.train();
    double rows = (double) steps() * spec.batch() * spec.accumulation();
    return rows * model.targetsPerRow() * model.flopsPerTarget();
  }

  @Override
  public double epochs(long steps) {
    return steps / horizon.stepsPerEpoch();
  }

  /** Optimizer steps of the whole run. */
  @Override
  public long steps() {
    return horizon.schedule().steps();
  }
}
