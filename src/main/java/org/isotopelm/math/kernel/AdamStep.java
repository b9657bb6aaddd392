package org.isotopelm.math.kernel;

/** Adam's numbers in a step of {@link Kernels#adamW}. */
public final class AdamStep {
  final float b1;
  final float a1;
  final float b2;
  final float a2;
  final float epsilon;

  float correction;

  /** Numbers of an optimizer with these β₁, β₂ and ε. */
  public AdamStep(double beta1, double beta2, float epsilon) {
    b1 = (float) beta1;
    a1 = (float) (1 - beta1);
    b2 = (float) beta2;
    a2 = (float) (1 - beta2);
    this.epsilon = epsilon;
  }

  /**
   * Begins a step.
   *
   * @param correction multiplies √v: 1/√(1 − β₂ᵗ)
   */
  public AdamStep begin(float correction) {
    this.correction = correction;
    return this;
  }

  /**
   * Turns gradients into Adam's direction, in place, elements [from, to):
   *
   * <pre>
   *   m ← b1·m + a1·g
   *   v ← b2·v + a2·g²
   *   g ← m/(√v·correction + epsilon)
   * </pre>
   *
   * The compiler makes vectors of it by itself.
   */
  public void turn(float[] gradients, float[] m, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      float g = gradients[i];
      float first = b1 * m[i] + a1 * g;
      float second = b2 * v[i] + a2 * g * g;
      m[i] = first;
      v[i] = second;
      gradients[i] = first / ((float) Math.sqrt(second) * correction + epsilon);
    }
  }
}
