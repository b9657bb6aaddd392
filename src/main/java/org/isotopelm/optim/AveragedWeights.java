package org.isotopelm.optim;

import org.isotopelm.math.Team;
import org.isotopelm.optim.average.Average;
import org.isotopelm.optim.schedule.Horizon;

/**
 * The running average of a training's weights, which is the model; see {@link Average}. It only
 * reads the weights. Nothing is allocated, and the result does not depend on the number of threads.
 */
public final class AveragedWeights {
  private final Average average;
  private final Horizon horizon;
  private final Optimizer optimizer;
  private final float[] mean;
  private final Team.Task task = this::add;

  private float[] values = {};
  private float share;

  /**
   * Before the first step.
   *
   * @param length floats in the flat arrays
   */
  public AveragedWeights(Average average, Horizon horizon, Optimizer optimizer, int length) {
    this.average = average;
    this.horizon = horizon;
    this.optimizer = optimizer;
    mean = new float[length];
  }

  /** Adds the weights after a step, if that step enters the average. */
  public void add(long step, float[] weights, Team team) {
    share = (float) average.share(step, horizon);
    if (share > 0) {
      values = weights;
      team.run(optimizer.ranges().size(), task);
    }
  }

  private void add(int index, int thread) {
    optimizer.average(index, values, share, mean);
  }

  /** Whether there is an average after so many steps. */
  public boolean exists(long steps) {
    return steps >= average.first(horizon);
  }

  /**
   * The average, in the layout of the weights: to score and save and, before a run continues, to
   * fill.
   */
  public float[] mean() {
    return mean;
  }
}
