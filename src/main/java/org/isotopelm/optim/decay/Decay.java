package org.isotopelm.optim.decay;

import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.schedule.Schedule;

/**
 * Weight decay of one group.
 *
 * <pre>
 *   weights side:   θ ← θ − c_t·λ_t·M⊙(θ − θ*)   beside the optimizer's own update with η_t
 *   gradient side:  g ← g + λ_t·(θ − θ*)         the gradient of ½λ‖θ − θ*‖², before the optimizer
 * </pre>
 *
 * The parts are free of one another: {@link Parts} says what c_t, M and θ* may be, {@link Form}
 * which choices have a name and a source.
 *
 * @param lambda λ ≥ 0
 * @param parts side, coupling, mask and target
 * @param schedule what λ_t is of λ
 */
public record Decay(double lambda, Parts parts, LambdaSchedule schedule) {
  /** The largest λ: far beyond all that trains, and small enough that no figure overflows. */
  static final double MOST_LAMBDA = 1e12;

  public Decay {
    if (!(lambda >= 0 && lambda <= MOST_LAMBDA)) {
      throw new IllegalArgumentException("λ must be from 0 to 1e12, was " + lambda);
    }
  }

  /** By a formula, with the same λ in each step. */
  public static Decay of(Formula formula, double lambda) {
    return new Decay(formula.decays() ? lambda : 0, formula.parts(), new LambdaSchedule.Constant());
  }

  /** The same parts with another λ. */
  public Decay withLambda(double other) {
    return new Decay(other, parts, schedule);
  }

  /** What it acts on. */
  public Side side() {
    return parts.side();
  }

  /** What c_t is. */
  public Coupling coupling() {
    return parts.coupling();
  }

  /** Which weights decay. */
  public Mask mask() {
    return parts.mask();
  }

  /** What weights decay towards. */
  public Target target() {
    return parts.target();
  }

  /** Whether it needs the weights before the first step. */
  public boolean needsInitialValues() {
    return target() == Target.INITIAL && lambda > 0;
  }

  /**
   * Whether c_t·λ_t is known before the run: then decay has an exposure, a half-life and a
   * timescale. In the gradient, and with second moments, the gradients decide.
   */
  public boolean hasRate() {
    return side() == Side.WEIGHTS && coupling() != Coupling.SECOND_MOMENTS;
  }

  /**
   * c_t at step t.
   *
   * @param factor the group's learning-rate factor
   */
  public double coefficient(Schedule rates, double factor, long step) {
    return coupling().coefficient(rates, factor, step);
  }

  /** λ_t at step t. */
  public double lambda(Schedule rates, long step) {
    return lambda * schedule.share(rates, step);
  }

  /** c_t·λ_t at step t. */
  public double rate(Schedule rates, double factor, long step) {
    return coefficient(rates, factor, step) * lambda(rates, step);
  }

  /** c at the peak of the learning rate. */
  public double peakCoefficient(Schedule rates, double factor) {
    return coupling().peak(rates, factor);
  }

  /** The largest c_t·λ_t of the first {@code steps} of the run. */
  public double largestRate(Schedule rates, double factor, long steps) {
    if (!(schedule instanceof LambdaSchedule.Constant)) {
      return AllSteps.largest(t -> rate(rates, factor, t), steps);
    }
    return lambda
        * (steps < rates.warmup()
            ? coefficient(rates, factor, steps)
            : peakCoefficient(rates, factor));
  }

  /** Σ_t c_t·λ_t/λ over the run; the exposure is λ times this. */
  public double totalCoefficient(Schedule rates, double factor) {
    return totalCoefficient(rates, factor, rates.steps());
  }

  /** Σ_t c_t·λ_t/λ over the first {@code steps} of the run. */
  public double totalCoefficient(Schedule rates, double factor, long steps) {
    return schedule instanceof LambdaSchedule.Constant
        ? coupling().total(rates, factor, steps)
        : AllSteps.sum(t -> coefficient(rates, factor, t) * schedule.share(rates, t), steps);
  }
}
