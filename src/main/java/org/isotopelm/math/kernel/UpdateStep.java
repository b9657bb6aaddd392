package org.isotopelm.math.kernel;

/**
 * The numbers of one step of a group of weights θ with gradients g, whatever the optimizer, u being
 * its direction and θ* what the weights decay towards:
 *
 * <pre>
 *   g ← clip·g + gradientDecay·(θ − θ*)       before the optimizer
 *   θ ← θ − (weightDecay·(θ − θ*) + eta·u)    after it
 * </pre>
 *
 * Cautious steps decay only where u⊙(θ − θ*) ≥ 0. The compiler makes vectors of all these loops.
 */
public final class UpdateStep {
  float clip;
  float eta;
  float gradientDecay;
  float weightDecay;

  /**
   * Begins a step.
   *
   * @param clip multiplies every gradient
   * @param eta the step's length: what the direction is multiplied by
   */
  public UpdateStep begin(float clip, float eta) {
    this.clip = clip;
    this.eta = eta;
    return this;
  }

  /** What the direction is multiplied by. */
  public float length() {
    return eta;
  }

  /**
   * Sets the decay of the step.
   *
   * @param ofGradient λ of decay that is added to the gradient
   * @param ofWeights the share that weights lose
   */
  public UpdateStep decay(float ofGradient, float ofWeights) {
    gradientDecay = ofGradient;
    weightDecay = ofWeights;
    return this;
  }

  /** Clips gradients and adds decay to them, where weights decay towards one number. */
  public void prepare(float[] values, float[] gradients, float centre, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] = clip * gradients[i] + gradientDecay * (values[i] - centre);
    }
  }

  /** The same where each weight decays towards a number of its own. */
  public void prepare(float[] values, float[] gradients, float[] centres, int from, int to) {
    for (int i = from; i < to; i++) {
      gradients[i] = clip * gradients[i] + gradientDecay * (values[i] - centres[i]);
    }
  }

  /** Takes the step along the direction u, where weights decay towards one number. */
  public void apply(float[] values, float[] u, float centre, int from, int to) {
    for (int i = from; i < to; i++) {
      float w = values[i];
      values[i] = w - (weightDecay * (w - centre) + eta * u[i]);
    }
  }

  /** The same where each weight decays towards a number of its own. */
  public void apply(float[] values, float[] u, float[] centres, int from, int to) {
    for (int i = from; i < to; i++) {
      float w = values[i];
      values[i] = w - (weightDecay * (w - centres[i]) + eta * u[i]);
    }
  }

  /** Takes a cautious step, where weights decay towards one number. */
  public void applyCautious(float[] values, float[] u, float centre, int from, int to) {
    for (int i = from; i < to; i++) {
      float w = values[i];
      float away = w - centre;
      values[i] = w - (weightDecay * agreement(u[i], away) * away + eta * u[i]);
    }
  }

  /** The same where each weight decays towards a number of its own. */
  public void applyCautious(float[] values, float[] u, float[] centres, int from, int to) {
    for (int i = from; i < to; i++) {
      float w = values[i];
      float away = w - centres[i];
      values[i] = w - (weightDecay * agreement(u[i], away) * away + eta * u[i]);
    }
  }

  /** 1 where a·b ≥ 0, else 0, without a branch. */
  private static float agreement(float a, float b) {
    return Math.min(1, 1 + Math.signum(a * b));
  }
}
