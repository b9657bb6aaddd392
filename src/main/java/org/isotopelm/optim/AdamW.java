package org.isotopelm.optim;

import java.util.List;
import org.isotopelm.math.kernel.Kernels;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with weight decay by group as {@link Decay} has it. At
 * step t, for each element θ with gradient g, γ being the clip factor:
 *
 * <pre>
 *   g ← γ·g + λ·θ                      λ of the gradient side, else 0
 *   m ← β₁·m + (1−β₁)·g
 *   v ← β₂·v + (1−β₂)·g²
 *   θ ← θ − c_t·λ·θ − η_t·m̂/(√v̂ + ε)   m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ); λ of the weights side, else 0
 * </pre>
 *
 * These are PyTorch's torch.optim.AdamW and Adam, which decay first and update then: m̂ and v̂ do
 * not depend on θ, so the order is the same. Both are subtracted at once, as a product (1 −
 * c_t·λ)·θ in float would lose the digits of a small c_t·λ.
 *
 * <p>A step is {@link #beginStep} once, then {@link #update} of every range, by any threads in any
 * order: the result does not depend on it. Nothing is allocated.
 */
public final class AdamW {
  private final Kernels kernels;
  private final DecayPlan plan;
  private final Schedule schedule;
  private final double beta1;
  private final double beta2;
  private final float epsilon;
  private final List<Range> ranges;
  private final float[] firstMoments;
  private final float[] secondMoments;

  // Of the step under way; the last three by group.
  private long step;
  private float clipFactor;
  private float secondCorrection;
  private final float[] stepSize;
  private final float[] weightDecay;
  private final float[] gradientDecay;

  /**
   * An optimizer before its first step.
   *
   * @param length floats in the flat arrays
   */
  public AdamW(
      Kernels kernels, OptimizerSpec optimizer, DecayPlan plan, Schedule schedule, int length) {
    this.kernels = kernels;
    this.plan = plan;
    this.schedule = schedule;
    this.beta1 = optimizer.betas().get(0);
    this.beta2 = optimizer.betas().get(1);
    // An ε too small for a float would make 0/0 where there was never a gradient.
    this.epsilon = Math.max((float) optimizer.epsilon(), Float.MIN_NORMAL);
    this.ranges = Range.of(plan);
    this.firstMoments = new float[length];
    this.secondMoments = new float[length];
    int groups = plan.groups().size();
    this.stepSize = new float[groups];
    this.weightDecay = new float[groups];
    this.gradientDecay = new float[groups];
  }

  /** Pieces to update, in a fixed order. */
  public List<Range> ranges() {
    return ranges;
  }

  /** Steps taken. */
  public long step() {
    return step;
  }

  /** m, in the layout of the parameters: state to save and, before {@link #restore}, to fill. */
  public float[] firstMoments() {
    return firstMoments;
  }

  /** v, likewise. */
  public float[] secondMoments() {
    return secondMoments;
  }

  /** Goes on after this many steps, with the moments as they stand. */
  public void restore(long stepsTaken) {
    step = stepsTaken;
  }

  /**
   * Begins the next step.
   *
   * @param factor multiplies every gradient; 1 where nothing is clipped
   */
  public void beginStep(double factor) {
    step++;
    clipFactor = (float) factor;
    secondCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    double rate = schedule.rate(step) / (1 - StrictMath.pow(beta1, (double) step));
    for (int g = 0; g < stepSize.length; g++) {
      DecayPlan.Group group = plan.groups().get(g);
      Decay decay = group.decay();
      boolean onWeights = decay.side() == Decay.Side.WEIGHTS;
      double coefficient = decay.coefficient(schedule, group.learningRateFactor(), step);
      stepSize[g] = (float) (rate * group.learningRateFactor());
      weightDecay[g] = onWeights ? (float) (coefficient * decay.lambda()) : 0;
      gradientDecay[g] = onWeights ? 0 : (float) decay.lambda();
    }
  }

  /** Updates the range's values from their gradients. */
  public void update(Range range, float[] values, float[] gradients) {
    int group = range.group();
    kernels
        .ready()
        .adamW(
            values,
            gradients,
            firstMoments,
            secondMoments,
            range.from(),
            range.to(),
            clipFactor,
            gradientDecay[group],
            (float) beta1,
            (float) (1 - beta1),
            (float) beta2,
            (float) (1 - beta2),
            secondCorrection,
            epsilon,
            weightDecay[group],
            stepSize[group]);
  }
}
