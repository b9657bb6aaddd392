package org.isotopelm.train;

import java.util.List;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.optim.Norms;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.StepMeasure;
import org.isotopelm.optim.Touched;
import org.isotopelm.optim.algorithm.Range;
import org.jspecify.annotations.Nullable;

/**
 * One optimizer step: each shard of its batches has a gradient of its own, see {@link ShardPass};
 * the gradients are summed in the order of the shards, and the optimizer runs over ranges of
 * parameters. Everything is allocated once.
 *
 * <p>The result depends on the number of shards and never on the number of threads: a task writes
 * only to its own shard or range, and all sums are in the order of task numbers.
 */
public final class ShardedStep {
  private final Team team;
  private final ShardPass pass;
  private final Shards shards;
  private final Optimizer optimizer;
  private final Touched touched;
  private final int ranges;
  private final Kernels kernels; // for sums, in which an instance keeps nothing
  private final Norms norms;
  private final float[] values;

  private final Team.Task catchUpTask = this::catchUp;
  private final Team.Task settleTask = this::settle;
  private final Team.Task sumTask = this::sum;
  private final Team.Task updateTask = this::update;

  private double gradientNorm;

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
    this.team = team;
    this.optimizer = optimizer;
    this.values = values;
    touched = optimizer.touched();
    ranges = optimizer.ranges().size();
    kernels = plan.model().engine().kernels().get();
    norms = new Norms(optimizer.ranges());
    pass = new ShardPass(plan, values, optimizer, carried, softLoss, team.threads());
    shards = plan.shards();
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
    if (touched.hasRows()) {
      touched.clearRows(pass.gradient(0)); // what only the step before touched has none now
    }
    pass.fill(number);
    if (touched.hasRows()) {
      team.run(ranges, catchUpTask);
    }
    shards.compute(pass, team);
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
    for (double part : pass.nll()) {
      nll += part;
    }
    return nll / pass.tokens();
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
    float[] direction = gradient();
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
    return pass.gradient(0);
  }

  /** One for each thread of the team; idle between steps. */
  public List<NeuralModel.Worker> workers() {
    return pass.workers();
  }

  /** As long as the weights; its content is of no use once a step's gradients are summed. */
  public float[] spare() {
    return pass.shards() > 1 ? pass.gradient(1) : new float[values.length];
  }

  /** Predicted tokens of the last step. */
  public int tokens() {
    return pass.tokens();
  }

  private void catchUp(int index, int thread) {
    optimizer.catchUp(index, values);
  }

  private void settle(int index, int thread) {
    optimizer.settle(index, values);
  }

  private void sum(int index, int thread) {
    Kernels adding = kernels.ready();
    for (int i = 0; i < touched.count(index); i++) {
      add(touched.piece(index, i), adding);
    }
    norms.measure(index, touched, gradient());
  }

  private void add(Range piece, Kernels adding) {
    float[] total = gradient();
    int from = piece.from();
    for (int shard = 1; shard < pass.shards(); shard++) {
      adding.add(total, from, pass.gradient(shard), from, total, from, piece.to() - from);
    }
  }

  private void update(int index, int thread) {
    optimizer.update(index, thread, values, gradient());
  }
}
