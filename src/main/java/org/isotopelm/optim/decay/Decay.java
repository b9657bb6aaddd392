package org.isotopelm.optim.decay;

import org.isotopelm.optim.schedule.Schedule;

/**
 * Weight decay of one group, by its parts.
 *
 * <pre>
 *   weights side:   θ ← θ − c_t·λ·θ     beside the optimizer's own update with η_t
 *   gradient side:  g ← g + λ·θ         the gradient of ½λ‖θ‖², before the optimizer
 * </pre>
 *
 * Decoupled decay is that of Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization":
 * with c_t = η_t it is PyTorch's AdamW, with c_t = s_t it is the paper's algorithm 2, whose λ does
 * not change meaning when the peak learning rate does.
 *
 * @param lambda λ ≥ 0
 * @param side what it acts on
 * @param coupling what c_t is; on the gradient side the optimizer's update is what couples it to
 *     η_t
 */
public record Decay(double lambda, Side side, Coupling coupling) {
  /** The largest λ: far beyond all that trains, and small enough that no figure overflows. */
  static final double MOST_LAMBDA = 1e12;

  /** What decay acts on. */
  public enum Side {
    WEIGHTS,
    /** Through the optimizer: how fast a weight shrinks then depends on its gradients. */
    GRADIENT
  }

  public Decay {
    if (!(lambda >= 0 && lambda <= MOST_LAMBDA)) {
      throw new IllegalArgumentException("λ must be from 0 to 1e12, was " + lambda);
    }
  }

  /** A preset. */
  public static Decay of(Form form, double lambda) {
    return switch (form) {
      case NONE -> new Decay(0, Side.WEIGHTS, Coupling.LEARNING_RATE);
      case L2 -> new Decay(lambda, Side.GRADIENT, Coupling.LEARNING_RATE);
      case DECOUPLED -> new Decay(lambda, Side.WEIGHTS, Coupling.LEARNING_RATE);
      case INDEPENDENT -> new Decay(lambda, Side.WEIGHTS, Coupling.SCHEDULE);
    };
  }

  /** The same parts with another λ. */
  public Decay withLambda(double other) {
    return new Decay(other, side, coupling);
  }

  /**
   * c_t at step t.
   *
   * @param factor the group's learning-rate factor
   */
  public double coefficient(Schedule schedule, double factor, long step) {
    return coupling.coefficient(schedule, factor, step);
  }

  /** c at the peak of the schedule. */
  public double peakCoefficient(Schedule schedule, double factor) {
    return coupling.peak(schedule, factor);
  }

  /** Σ_t c_t over the run; the exposure is λ times this. */
  public double totalCoefficient(Schedule schedule, double factor) {
    return totalCoefficient(schedule, factor, schedule.steps());
  }

  /** Σ_t c_t over the first {@code steps} of the run. */
  public double totalCoefficient(Schedule schedule, double factor, long steps) {
    return coupling.total(schedule, factor, steps);
  }
}
