package org.isotopelm.optim.algorithm;

import java.util.List;
import org.isotopelm.math.kernel.AdamStep;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.kernel.UpdateStep;

/**
 * Adam's direction (Kingma and Ba 2015, algorithm 1). At step t, for each gradient g:
 *
 * <pre>
 *   m ← β₁·m + (1−β₁)·g
 *   v ← β₂·v + (1−β₂)·g²
 *   u = m̂/(√v̂ + ε)          m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ)
 * </pre>
 *
 * These are PyTorch's torch.optim.AdamW and Adam, which decay first and update then: m̂ and v̂ do
 * not depend on θ, so the order is the same. Decay and update are subtracted at once, as a product
 * (1 − c_t·λ)·θ in float would lose the digits of a small c_t·λ.
 */
final class AdamDirection implements Direction {
  /** The state that v is. */
  static final String SECOND = "second_moment";

  static final List<String> STATES = List.of("first_moment", SECOND);

  private final Kernels kernels;
  private final double beta1;
  private final double beta2;
  private final AdamStep numbers;
  private final float[] firstMoments;
  private final float[] secondMoments;

  private double correction = 1; // 1 − β₁ᵗ
  private double secondCorrection = 1; // 1 − β₂ᵗ

  AdamDirection(List<Double> betas, double epsilon, Algorithm.Workplace workplace) {
    kernels = workplace.engine().kernels().get();
    beta1 = betas.get(0);
    beta2 = betas.get(1);
    // An ε too small for a float would make 0/0 where there was never a gradient.
    numbers = new AdamStep(beta1, beta2, Math.max((float) epsilon, Float.MIN_NORMAL));
    firstMoments = workplace.states().get(0);
    secondMoments = workplace.states().get(1);
  }

  /** Of the average m, whose correlation is β₁ᵏ; v moves slowly beside it. */
  static double persistence(List<Double> betas, double kept) {
    double later = betas.get(0) * kept;
    return 1 + 2 * later / (1 - later);
  }

  @Override
  public void begin(long step) {
    correction = 1 - StrictMath.pow(beta1, (double) step);
    secondCorrection = 1 - StrictMath.pow(beta2, (double) step);
    numbers.begin((float) (1 / Math.sqrt(secondCorrection)));
  }

  /** 1 − β₁ᵗ of this step. */
  double correction() {
    return correction;
  }

  @Override
  public double length(double rate) {
    return rate / correction;
  }

  @Override
  public void turn(Range range, int thread, float[] gradients) {
    numbers.turn(gradients, firstMoments, secondMoments, range.from(), range.to());
  }

  @Override
  public double secondMoments(Range range) {
    double sum = 0;
    for (int i = range.from(); i < range.to(); i++) {
      sum += secondMoments[i];
    }
    return sum / secondCorrection;
  }

  @Override
  public boolean step(Range range, float[] values, float[] gradients, UpdateStep update) {
    float[] m = firstMoments;
    float[] v = secondMoments;
    kernels.ready().adamW(values, gradients, m, v, range.from(), range.to(), numbers, update);
    return true;
  }
}
