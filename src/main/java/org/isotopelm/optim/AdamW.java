package org.isotopelm.optim;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.kernel.AdamWStep;
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
  private final List<Range> ranges;
  private final float[] firstMoments;
  private final float[] secondMoments;

  private long step;
  private final AdamWStep[] numbers; // of the step under way, by group

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
    float epsilon = Math.max((float) optimizer.epsilon(), Float.MIN_NORMAL);
    this.ranges = Range.of(plan);
    this.firstMoments = new float[length];
    this.secondMoments = new float[length];
    this.numbers = new AdamWStep[plan.groups().size()];
    Arrays.setAll(numbers, i -> new AdamWStep(beta1, beta2, epsilon));
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
    float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    double rate = schedule.rate(step) / (1 - StrictMath.pow(beta1, (double) step));
    for (int g = 0; g < numbers.length; g++) {
      DecayPlan.Group group = plan.groups().get(g);
      Decay decay = group.decay();
      double coefficient = decay.coefficient(schedule, group.learningRateFactor(), step);
      numbers[g].begin((float) factor, correction, (float) (rate * group.learningRateFactor()));
      if (decay.side() == Decay.Side.WEIGHTS) {
        numbers[g].decay(0, (float) (coefficient * decay.lambda()));
      } else {
        numbers[g].decay((float) decay.lambda(), 0);
      }
    }
  }

  /** Updates the range's values from their gradients. */
  public void update(Range range, float[] values, float[] gradients) {
    AdamWStep own = numbers[range.group()];
    kernels
        .ready()
        .adamW(values, gradients, firstMoments, secondMoments, range.from(), range.to(), own);
  }
}
