package org.isotopelm.optim;

import org.isotopelm.math.kernel.UpdateStep;
import org.isotopelm.optim.algorithm.Direction;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.schedule.Schedule;

/** How a group's weights step and decay: in one pass where the optimizer has one. */
final class GroupStep {
  private final Decay decay;
  private final double factor;
  private final UpdateStep numbers = new UpdateStep();

  GroupStep(DecayPlan.Group group) {
    decay = group.decay();
    factor = group.learningRateFactor();
  }

  /**
   * Begins a step.
   *
   * @param clip multiplies every gradient
   * @param length what the direction is multiplied by, but for the group's factor
   */
  void begin(Schedule schedule, long step, double clip, double length) {
    numbers.begin((float) clip, (float) (length * factor));
    if (decay.side() == Side.WEIGHTS) {
      numbers.decay(0, (float) decay.rate(schedule, factor, step));
    } else {
      numbers.decay((float) decay.lambda(schedule, step), 0);
    }
  }

  /** What the direction is multiplied by in this step. */
  double length() {
    return numbers.length();
  }

  /** Updates a range's values from their gradients, which are lost. */
  void update(Direction direction, Range range, int thread, float[] values, float[] gradients) {
    if (!direction.step(range, values, gradients, numbers)) {
      updateInParts(direction, range, thread, values, gradients);
    }
  }

  /** The same; the direction is left where the gradients were. */
  void updateInParts(
      Direction direction, Range range, int thread, float[] values, float[] gradients) {
    numbers.prepare(values, gradients, 0, range.from(), range.to());
    direction.turn(range, thread, gradients);
    numbers.apply(values, gradients, 0, range.from(), range.to());
  }
}
