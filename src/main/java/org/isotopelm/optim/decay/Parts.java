package org.isotopelm.optim.decay;

import java.util.Arrays;
import java.util.Optional;

/**
 * A formula of decay by its parts, which are free of one another. {@link Decay} has the equations.
 *
 * @param side what decay acts on
 * @param coupling what c_t is; on the gradient side the optimizer's update couples decay to η_t,
 *     and this is {@link Coupling#LEARNING_RATE}
 * @param mask which weights decay in a step; on the gradient side all
 * @param target θ*, what weights decay towards
 */
public record Parts(Side side, Coupling coupling, Mask mask, Target target) implements Formula {

  /** What decay acts on. */
  public enum Side {
    WEIGHTS,
    /** Through the optimizer: how fast a weight shrinks then depends on its gradients. */
    GRADIENT
  }

  /** Which weights decay in a step: M. */
  public enum Mask {
    ALL,
    /** Those that the optimizer moves towards the target, too: M = 1 where u⊙(θ − θ*) ≥ 0. */
    CAUTIOUS
  }

  /** What weights decay towards: θ*. */
  public enum Target {
    ZERO,
    /** The value that the run's seed gave each weight before the first step. */
    INITIAL,
    /** For gains of norms, which begin with 1. */
    ONE
  }

  /** Decay of the weights towards zero. */
  static Parts ofWeights(Coupling coupling) {
    return new Parts(Side.WEIGHTS, coupling, Mask.ALL, Target.ZERO);
  }

  /** Decay in the gradient. */
  static Parts ofGradient(Target target) {
    return new Parts(Side.GRADIENT, Coupling.LEARNING_RATE, Mask.ALL, target);
  }

  public Parts {
    if (side == Side.GRADIENT && (coupling != Coupling.LEARNING_RATE || mask != Mask.ALL)) {
      throw new IllegalArgumentException("decay in the gradient has no coupling and no mask");
    }
  }

  @Override
  public Parts parts() {
    return this;
  }

  @Override
  public String label() {
    return preset().map(Form::label).orElse("custom");
  }

  /** The preset with these parts. */
  private Optional<Form> preset() {
    return Arrays.stream(Form.values())
        .filter(form -> form.decays() && form.parts().equals(this))
        .findFirst();
  }
}
