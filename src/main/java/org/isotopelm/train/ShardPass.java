package org.isotopelm.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.isotopelm.data.Batch;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.data.TrainingBatches;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.neural.InputRows;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.Touched;
import org.isotopelm.optim.algorithm.Range;

/**
 * The passes of a step's shards: its batches are cut into shards, and each shard goes through the
 * whole forward and backward pass on one thread with a gradient of its own. Machines may share the
 * shards of a step. Everything is allocated once.
 */
public final class ShardPass {
  private final TrainingBatches source;
  private final Touched touched;
  private final InputRows[] inputRows;
  private final long dropoutSeed;
  private final int shards;
  private final Batch[] batches;
  private final List<NeuralModel.Worker> workers;
  private final Weights weights;
  private final float[] carried;
  private final int ranges;
  private final float[][] gradients;
  private final double[] nll;
  private final Team.Task task = this::compute;
  private final int first;
  private final int behind;

  private long step;
  private float scale;
  private int tokens;

  /**
   * Of all shards.
   *
   * @param carried [rows, S] the model's state before the next step; each step leaves its own
   * @param softLoss what the loss is beside the nll
   * @param threads that compute, at most
   */
  ShardPass(
      GradientPlan plan,
      float[] values,
      Optimizer optimizer,
      float[] carried,
      SoftLoss softLoss,
      int threads) {
    this(plan, values, optimizer, carried, softLoss, threads, 0, plan.recipe().train().shards());
  }

  /**
   * Of the shards [first, behind), whose weights are received at each step.
   *
   * @param team that will compute
   * @param stop once true, a teacher's reading ends with a {@link
   *     java.util.concurrent.CancellationException}
   */
  public static ShardPass of(
      GradientPlan plan, int first, int behind, Team team, BooleanSupplier stop) {
    return new ShardPass(
        plan,
        new float[plan.model().parameters().length()],
        Trainer.optimizer(plan, 1),
        plan.initialState(),
        plan.softLoss(team, stop),
        team.threads(),
        first,
        behind);
  }

  private ShardPass(
      GradientPlan plan,
      float[] values,
      Optimizer optimizer,
      float[] carried,
      SoftLoss softLoss,
      int threads,
      int first,
      int behind) {
    TrainSpec spec = plan.recipe().train();
    NeuralModel model = plan.model();
    this.first = first;
    this.behind = behind;
    touched = optimizer.touched();
    ranges = optimizer.ranges().size();
    this.carried = carried;
    weights = new Weights(values);
    source = plan.batches();
    shards = spec.shards();
    inputRows = plan.touchedRows().toArray(InputRows[]::new);
    dropoutSeed = RandomStream.of(spec.seed(), "dropout").key();
    batches = new Batch[spec.accumulation()];
    Arrays.setAll(
        batches,
        i -> new Batch(spec.batch(), model.context(), model.targetsPerRow(), carried, softLoss));
    workers = model.workers(threads);
    gradients = new float[shards][];
    for (int shard = first; shard < behind; shard++) {
      gradients[shard] = new float[model.parameters().length()];
    }
    nll = new double[shards];
  }

  /** Fills the batches of a step; the weights are those before it. */
  public void fill(long number) {
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
  }

  private void touchRows() {
    touched.begin();
    for (int i = 0; i < inputRows.length; i++) {
      for (Batch batch : batches) {
        touch(i, batch);
      }
    }
    touched.end();
  }

  private void touch(int parameter, Batch batch) {
    InputRows rows = inputRows[parameter];
    int count = rows.count(batch);
    for (int i = 0; i < count; i++) {
      touched.add(parameter, rows.row(batch, i));
    }
  }

  /** Computes the gradient and the nll of each shard, and the state behind the step. */
  public void compute(Team team) {
    weights.changed();
    team.run(behind - first, task);
  }

  private void compute(int index, int thread) {
    int shard = first + index;
    touched.clear(gradients[shard]);
    double sum = 0;
    for (int i = 0; i < batches.length; i++) {
      NeuralModel.Worker worker = workers.get(thread);
      long key = RandomStream.derive(dropoutSeed, (step - 1) * batches.length + i);
      sum +=
          worker.gradients(
              weights, batches[i], row(shard), row(shard + 1), scale, key, gradients[shard]);
    }
    nll[shard] = sum;
  }

  /** The first row of a shard in each batch. */
  private int row(int shard) {
    return (int) ((long) batches[0].rows() * shard / shards);
  }

  /** Floats of a step that machines exchange, always in the same order. */
  @FunctionalInterface
  public interface Floats {
    /** Sends or receives the elements [from, to) of an array. */
    void pass(float[] array, int from, int to) throws IOException;
  }

  /**
   * What shards need of a step beside its number: the weights that it reads, and the state of their
   * rows before it.
   */
  public void needs(int from, int to, Floats floats) throws IOException {
    pieces(weights.values(), floats);
    state(from, to, floats);
  }

  /** What shards give: their gradients where the step has any, and the state behind it. */
  public void gives(int from, int to, Floats floats) throws IOException {
    for (int shard = from; shard < to; shard++) {
      pieces(gradients[shard], floats);
    }
    state(from, to, floats);
  }

  private void pieces(float[] array, Floats floats) throws IOException {
    for (int range = 0; range < ranges; range++) {
      for (int i = 0; i < touched.count(range); i++) {
        Range piece = touched.piece(range, i);
        floats.pass(array, piece.from(), piece.to());
      }
    }
  }

  private void state(int from, int to, Floats floats) throws IOException {
    int size = batches[0].stateSize();
    floats.pass(carried, row(from) * size, row(to) * size);
  }

  /** [rows, S]: the state before the step, and once it is computed, behind it. */
  public float[] state() {
    return carried;
  }

  /** The number of shards of a step. */
  public int shards() {
    return shards;
  }

  /** 1-based number of the step whose batches are here. */
  public long step() {
    return step;
  }

  /** Predicted tokens of the step. */
  int tokens() {
    return tokens;
  }

  /** The gradient of a shard. */
  float[] gradient(int shard) {
    return gradients[shard];
  }

  /** Σ nll of each shard, in nats. */
  public double[] nll() {
    return nll;
  }

  /** One for each thread; idle between steps. */
  List<NeuralModel.Worker> workers() {
    return workers;
  }
}
