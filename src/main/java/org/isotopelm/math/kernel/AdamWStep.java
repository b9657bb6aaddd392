package org.isotopelm.math.kernel;

/**
 * The numbers of a step of {@link Kernels#adamW}: those of the optimizer, and those that each step
 * sets anew.
 */
public final class AdamWStep {
  final float b1;
  final float a1;
  final float b2;
  final float a2;
  final float epsilon;

  float clip;
  float correction;
  float gradientDecay;
  float weightDecay;
  float eta;

  /** Numbers of an optimizer with these β₁, β₂ and ε. */
  public AdamWStep(double beta1, double beta2, float epsilon) {
    b1 = (float) beta1;
    a1 = (float) (1 - beta1);
    b2 = (float) beta2;
    a2 = (float) (1 - beta2);
    this.epsilon = epsilon;
  }

  /**
   * Begins a step.
   *
   * @param clip multiplies every gradient
   * @param correction multiplies √v: 1/√(1 − β₂ᵗ)
   * @param eta the step's length: η/(1 − β₁ᵗ)
   */
  public AdamWStep begin(float clip, float correction, float eta) {
    this.clip = clip;
    this.correction = correction;
    this.eta = eta;
    return this;
  }

  /**
   * Sets the decay of the step.
   *
   * @param ofGradient λ that is added to the gradient
   * @param ofWeights the share that weights lose
   */
  public AdamWStep decay(float ofGradient, float ofWeights) {
    gradientDecay = ofGradient;
    weightDecay = ofWeights;
    return this;
  }
}
