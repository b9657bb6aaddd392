package org.isotopelm.train;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.data.Batch;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.data.TrainingBatches;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.neural.InputRows;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.optim.Norms;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.StepMeasure;
import org.isotopelm.optim.Touched;
import org.isotopelm.optim.algorithm.Range;
import org.jspecify.annotations.Nullable;

/**
 * One optimizer step: batches are cut into shards, each shard goes through the whole forward and
 * backward pass on one thread with a gradient of its own, the gradients are summed in the order of
 * the shards, and the optimizer runs over ranges of parameters. Everything is allocated once.
 *
 * <p>The result depends on the number of shards and never on the number of threads: a task writes
 * only to its own shard or range, and all sums are in the order of task numbers.
 */
public final class ShardedStep {
  private final Team team;
  private final TrainingBatches source;
  private final Optimizer optimizer;
  private final Touched touched;
  private final InputRows[] inputRows;
  private final int ranges;
  private final Kernels kernels; // for sums, in which an instance keeps nothing
  private final Norms norms;
  private final long dropoutSeed;
  private final int shards;
  private final Batch[] batches;
  private final List<NeuralModel.Worker> workers;
  private final Weights weights;
  private final float[][] gradients;
  private final double[] shardNll;

  private final Team.Task catchUpTask = this::catchUp;
  private final Team.Task settleTask = this::settle;
  private final Team.Task shardTask = this::shard;
  private final Team.Task sumTask = this::sum;
  private final Team.Task updateTask = this::update;

  private long step;
  private float scale;
  private double gradientNorm;
  private int tokens;

  /** From the state before the first step, for the nll alone. */
  public ShardedStep(GradientPlan plan, float[] values, Optimizer optimizer, Team team) {
    this(plan, values, optimizer, plan.initialState(), SoftLoss.NONE, team);
  }

  /**
   * @param carried [rows, S] the model's state before the next step; each step leaves its own
   * @param softLoss what the loss is beside the nll
   */
  public ShardedStep(
      GradientPlan plan,
      float[] values,
      Optimizer optimizer,
      float[] carried,
      SoftLoss softLoss,
      Team team) {
    TrainSpec spec = plan.recipe().train();
    NeuralModel model = plan.model();
    this.team = team;
    this.optimizer = optimizer;
    weights = new Weights(values);
    source = plan.batches();
    shards = spec.shards();
    touched = optimizer.touched();
    inputRows = plan.touchedRows().toArray(InputRows[]::new);
    ranges = optimizer.ranges().size();
    kernels = model.engine().kernels().get();
    norms = new Norms(optimizer.ranges());
    dropoutSeed = RandomStream.of(spec.seed(), "dropout").key();
    batches = new Batch[spec.accumulation()];
    Arrays.setAll(
        batches,
        i -> new Batch(spec.batch(), model.context(), model.targetsPerRow(), carried, softLoss));
    workers = model.workers(team.threads());
    gradients = new float[shards][model.parameters().length()];
    shardNll = new double[shards];
  }

  /**
   * Computes loss and gradient of a step; the weights are not touched.
   *
   * @param number 1-based step
   * @return mean nll of the step's tokens, in nats
   */
  public double compute(long number) {
    backpropagate(number);
    return reduce();
  }

  /** The gradient of each shard. */
  public void backpropagate(long number) {
    step = number;
    tokens = 0;
    for (int i = 0; i < batches.length; i++) {
      source.fill((number - 1) * batches.length + i, batches[i]);
      tokens += batches[i].counted(0, batches[i].rows());
    }
    scale = 1f / tokens;
    if (touched.hasRows()) {
      touchRows();
    }
    weights.changed();
    team.run(shards, shardTask);
  }

  /** Rows that only the step before touched have no gradient now. */
  private void touchRows() {
    touched.clearRows(gradients[0]);
    touched.begin();
    for (int i = 0; i < inputRows.length; i++) {
      for (Batch batch : batches) {
        touch(i, batch);
      }
    }
    touched.end();
    team.run(ranges, catchUpTask);
  }

  private void touch(int parameter, Batch batch) {
    InputRows rows = inputRows[parameter];
    int count = rows.count(batch);
    for (int i = 0; i < count; i++) {
      touched.add(parameter, rows.row(batch, i));
    }
  }

  /**
   * Brings rows that steps did not touch to where they should be. To be called at steps that follow
   * from the config alone: rounding makes the result depend on it.
   */
  public void settle() {
    if (touched.hasRows()) {
      team.run(ranges, settleTask);
    }
  }

  /** Adds the shards' gradients up; returns the mean nll. */
  public double reduce() {
    team.run(ranges, sumTask);
    gradientNorm = norms.norm();
    double nll = 0;
    for (double part : shardNll) {
      nll += part;
    }
    return nll / tokens;
  }

  /**
   * Takes the optimizer's step along the gradients that were computed last.
   *
   * @param clip the largest gradient norm, or null
   */
  public void update(@Nullable Double clip) {
    begin(clip);
    take(updateTask);
  }

  /**
   * Takes the same step, to the same bits, and lets a measure see the weights and gradients before
   * it, and the weights and the optimizer's direction after it.
   *
   * @param before becomes the weights before the step
   */
  public void update(@Nullable Double clip, StepMeasure measure, float[] before) {
    float[] values = weights.values();
    float[] direction = gradients[0];
    team.run(measure.pieces(), (i, _) -> measure.before(i, values, direction, before));
    begin(clip);
    measure.stepping(optimizer);
    take((i, thread) -> optimizer.updateInParts(i, thread, values, direction));
    settle();
    team.run(measure.pieces(), (i, _) -> measure.after(i, before, values, direction));
  }

  private void take(Team.Task update) {
    do {
      team.run(ranges, update);
    } while (optimizer.goesOn());
  }

  private void begin(@Nullable Double clip) {
    optimizer.beginStep(Norms.clipFactor(gradientNorm, clip));
  }

  /** ‖g‖ of the last step, before clipping. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** The summed gradient of the last step; what an update leaves there is of no use. */
  public float[] gradient() {
    return gradients[0];
  }

  /** One for each thread of the team; idle between steps. */
  public List<NeuralModel.Worker> workers() {
    return workers;
  }

  /** As long as the weights; its content is of no use once a step's gradients are summed. */
  public float[] spare() {
    return shards > 1 ? gradients[1] : new float[weights.values().length];
  }

  /** Predicted tokens of the last step. */
  public int tokens() {
    return tokens;
  }

  private void catchUp(int index, int thread) {
    optimizer.catchUp(index, weights.values());
  }

  private void settle(int index, int thread) {
    optimizer.settle(index, weights.values());
  }

  private void shard(int shard, int thread) {
    touched.clear(gradients[shard]);
    double nll = 0;
    for (int i = 0; i < batches.length; i++) {
      int rows = batches[i].rows();
      int from = (int) ((long) rows * shard / shards);
      int to = (int) ((long) rows * (shard + 1) / shards);
      NeuralModel.Worker worker = workers.get(thread);
      long key = RandomStream.derive(dropoutSeed, (step - 1) * batches.length + i);
      nll += worker.gradients(weights, batches[i], from, to, scale, key, gradients[shard]);
    }
    shardNll[shard] = nll;
  }

  private void sum(int index, int thread) {
    Kernels adding = kernels.ready();
    for (int i = 0; i < touched.count(index); i++) {
      add(touched.piece(index, i), adding);
    }
    norms.measure(index, touched, gradients[0]);
  }

  private void add(Range piece, Kernels adding) {
    float[] total = gradients[0];
    int from = piece.from();
    for (int shard = 1; shard < shards; shard++) {
      adding.add(total, from, gradients[shard], from, total, from, piece.to() - from);
    }
  }

  private void update(int index, int thread) {
    optimizer.update(index, thread, weights.values(), gradients[0]);
  }
}
