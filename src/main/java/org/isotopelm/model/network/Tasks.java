package org.isotopelm.model.network;

import org.isotopelm.math.product.Weights;

/** The parts of an evaluation, which threads share; each is done by one of them alone. */
sealed interface Tasks permits Lanes, RowTasks {
  /** Number of tasks. */
  int count();

  /** Rows of the batch that a task needs. */
  int rows();

  /** Windows of this context that a row of the batch takes at once. */
  default int windows(int context) {
    return 1;
  }

  /**
   * Does a task.
   *
   * @param weights of the model's parameters
   * @param scores by target; receives those of the task, as many of each as the seat finds out
   */
  void score(int task, Seat seat, Weights weights, float[] scores);
}
