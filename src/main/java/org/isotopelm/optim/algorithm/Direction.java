package org.isotopelm.optim.algorithm;

import org.isotopelm.math.kernel.UpdateStep;

/**
 * An optimizer at work: it turns gradients into the direction u of the step θ ← θ − c·λ·(θ − θ*) −
 * η·u. The step, the decay and the clipping are not its concern.
 *
 * <p>A step is {@link #begin} once, then each range once, by any threads in any order. Nothing is
 * allocated.
 */
public interface Direction {
  /**
   * Begins a step.
   *
   * @param step t, from 1
   */
  void begin(long step);

  /** What u is multiplied by, where the learning rate is η_t. */
  default double length(double rate) {
    return rate;
  }

  /**
   * Turns a range's gradients into u, in place.
   *
   * @param thread who asks, in [0, threads)
   */
  void turn(Range range, int thread, float[] gradients);

  /** Σ v̂ over a range, the second moments of the step; NaN where the optimizer keeps none. */
  default double secondMoments(Range range) {
    return Double.NaN;
  }

  /**
   * Takes the whole step of a range, with decay towards zero, in one pass: to the same bits as
   * {@link UpdateStep#prepare}, {@link #turn} and {@link UpdateStep#apply} after one another.
   *
   * @return false, and nothing is done, where there is no such pass
   */
  default boolean step(Range range, float[] values, float[] gradients, UpdateStep numbers) {
    return false;
  }
}
