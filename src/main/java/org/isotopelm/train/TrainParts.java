package org.isotopelm.train;

import org.isotopelm.optim.AveragedWeights;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.average.Average;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a training change: arrays that are its own.
 *
 * @param values the weights that training goes on with
 * @param optimizer with what it keeps from step to step
 * @param carried [rows of a batch, S] the model's state where it carries one from batch to batch
 * @param average of the weights; null: none
 */
public record TrainParts(
    float[] values, Optimizer optimizer, float[] carried, @Nullable AveragedWeights average) {

  /**
   * Those before the first step.
   *
   * @param values to train in
   * @param threads that will train
   */
  public static TrainParts of(GradientPlan plan, float[] values, int threads) {
    Optimizer optimizer = Trainer.optimizer(plan, threads);
    Average average = plan.recipe().train().average();
    return new TrainParts(
        values,
        optimizer,
        plan.initialState(),
        average == null
            ? null
            : new AveragedWeights(average, plan.horizon(), optimizer, values.length));
  }

  /** Whether the model is an average after so many steps. */
  public boolean isAveraged(long steps) {
    return average != null && average.exists(steps);
  }

  /** The weights that are the model after so many steps: the average once there is one. */
  public float[] model(long steps) {
    return average != null && average.exists(steps) ? average.mean() : values;
  }
}
