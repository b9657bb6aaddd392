package org.isotopelm.optim;

import org.isotopelm.math.kernel.UpdateStep;
import org.isotopelm.optim.algorithm.Direction;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.schedule.Schedule;

/** How a group's weights step and decay: in one pass where the optimizer has one. */
final class GroupStep {
  private final Decay decay;
  private final double factor;
  private final boolean isUsual;
  private final float centre;
  private final float[] centres; // empty where all weights decay towards the same number
  private final UpdateStep numbers = new UpdateStep();

  private double rate; // c_t·λ_t, of the weights side

  /**
   * @param initial the weights before the first step; empty where no group decays towards them
   */
  GroupStep(DecayPlan.Group group, float[] initial) {
    decay = group.decay();
    factor = group.learningRateFactor();
    isUsual = decay.mask() == Mask.ALL && decay.target() == Target.ZERO;
    centre = decay.target() == Target.ONE ? 1 : 0;
    centres = decay.needsInitialValues() ? initial : new float[0];
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
      rate = decay.rate(schedule, factor, step);
      numbers.decay(0, (float) rate);
    } else {
      numbers.decay((float) decay.lambda(schedule, step), 0);
    }
  }

  /** What the direction is multiplied by in this step. */
  double length() {
    return numbers.length();
  }

  /** Says what the mean v̄ of all second moments is, when the directions of a step are known. */
  void know(double secondMoments) {
    if (decay.coupling() == Coupling.SECOND_MOMENTS) {
      // Where there was never a gradient, nothing decays.
      numbers.decay(0, secondMoments > 0 ? (float) (rate / Math.sqrt(secondMoments)) : 0);
    }
  }

  /** Updates a range's values from their gradients, which are lost. */
  void update(Direction direction, Range range, int thread, float[] values, float[] gradients) {
    if (!(isUsual && direction.step(range, values, gradients, numbers))) {
      updateInParts(direction, range, thread, values, gradients);
    }
  }

  /** The same; the direction is left where the gradients were. */
  void updateInParts(
      Direction direction, Range range, int thread, float[] values, float[] gradients) {
    turn(direction, range, thread, values, gradients);
    apply(range, values, gradients);
  }

  /** Turns a range's gradients into the direction u. */
  void turn(Direction direction, Range range, int thread, float[] values, float[] gradients) {
    if (centres.length > 0) {
      numbers.prepare(values, gradients, centres, range.from(), range.to());
    } else {
      numbers.prepare(values, gradients, centre, range.from(), range.to());
    }
    direction.turn(range, thread, gradients);
  }

  /** Takes a range's step along u. */
  void apply(Range range, float[] values, float[] u) {
    boolean isCautious = decay.mask() == Mask.CAUTIOUS;
    int from = range.from();
    int to = range.to();
    if (centres.length > 0 && isCautious) {
      numbers.applyCautious(values, u, centres, from, to);
    } else if (centres.length > 0) {
      numbers.apply(values, u, centres, from, to);
    } else if (isCautious) {
      numbers.applyCautious(values, u, centre, from, to);
    } else {
      numbers.apply(values, u, centre, from, to);
    }
  }

  /**
   * What share of its distance to the target a step takes away of a weight that does not move
   * otherwise, rounded as in the step. No mask spares it, as its u is 0.
   */
  double share(Schedule schedule, long step) {
    return decay.side() == Side.WEIGHTS
        ? (float) decay.rate(schedule, factor, step)
        : (double) (float) (schedule.rate(step) * factor) * (float) decay.lambda(schedule, step);
  }

  /** Multiplies the distance of weights to their target. */
  void shrink(double kept, float[] values, int from, int to) {
    for (int i = from; i < to && kept != 1; i++) {
      double target = centres.length > 0 ? centres[i] : centre;
      values[i] = (float) (target + kept * (values[i] - target));
    }
  }

  /**
   * Moves an average of weights by a share towards them, as they are once the distance to their
   * target is multiplied; the weights stay.
   */
  void average(double kept, float[] values, float share, float[] mean, int from, int to) {
    for (int i = from; i < to; i++) {
      double target = centres.length > 0 ? centres[i] : centre;
      float now = kept == 1 ? values[i] : (float) (target + kept * (values[i] - target));
      mean[i] += share * (now - mean[i]);
    }
  }
}
