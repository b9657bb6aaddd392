package org.isotopelm.optim.decay;

import java.util.List;
import org.isotopelm.base.Problem;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Span;
import org.jspecify.annotations.Nullable;

/**
 * Finds a rule's λ: as given, or from a half-life h = ln 2/(c·λ), a timescale τ = 1/(c·λ), both at
 * the peak learning rate, or an exposure κ = λ·Σ c_t·λ_t/λ.
 */
final class LambdaResolver {
  private final Horizon horizon;
  private final String path;
  private final List<Problem> problems;

  LambdaResolver(Horizon horizon, String path, List<Problem> problems) {
    this.horizon = horizon;
    this.path = path;
    this.problems = problems;
  }

  /** The rule's decay; where no λ follows from the rule, a problem and λ = 0. */
  Decay decay(DecayRule rule) {
    Decay unit = new Decay(1, rule.form().parts(), rule.lambdaSchedule());
    double lambda = lambda(rule, unit);
    String fault = fault(rule, unit, lambda);
    if (fault != null) {
      refuse(rule.strength().key(), fault);
      return unit.withLambda(0);
    }
    return unit.withLambda(lambda);
  }

  /** Why no λ follows from the rule, or null. */
  private @Nullable String fault(DecayRule rule, Decay unit, double lambda) {
    String key = rule.strength().key();
    boolean given = rule.strength() instanceof Strength.Lambda;
    if (!rule.form().decays() && lambda != 0) {
      return "form none has no λ; remove %s or choose another form".formatted(key);
    }
    if (!unit.hasRate() && !given) {
      return "with %s, gradients decide how fast a weight shrinks, so no %s can be guaranteed; give lambda"
          .formatted(name(rule.form()), key);
    }
    if (rule.strength() instanceof Strength.Exposure
        && unit.totalCoefficient(horizon.schedule(), rule.learningRateFactor()) == 0) {
      return "c_t·λ_t is 0 in each step of this run, so that no λ has an exposure; %s, or give lambda"
          .formatted(
              unit.peakCoefficient(horizon.schedule(), rule.learningRateFactor()) == 0
                  ? "use a learning_rate_factor over 0 or another coupling"
                  : "use another lambda_schedule");
    }
    if (lambda >= 0 && lambda <= Decay.MOST_LAMBDA) {
      return null;
    }
    return given
        ? lambda + (lambda < 0 ? " is negative" : " is not possible") + "; λ must be from 0 to 1e12"
        : "%s would need λ = %s; λ must be from 0 to 1e12".formatted(key, lambda);
  }

  private static String name(Formula form) {
    return switch (form) {
      case Form preset -> "form " + preset.label();
      case Parts parts ->
          parts.side() == Parts.Side.GRADIENT ? "side gradient" : "coupling second_moments";
    };
  }

  private double lambda(DecayRule rule, Decay unit) {
    double factor = rule.learningRateFactor();
    double peak = unit.peakCoefficient(horizon.schedule(), factor);
    return switch (rule.strength()) {
      case Strength.Lambda(double value) -> value / rule.form().divisor(horizon.schedule().steps());
      case Strength.Exposure(double value) ->
          value / unit.totalCoefficient(horizon.schedule(), factor);
      case Strength.HalfLife(Span span) -> StrictMath.log(2) / (peak * horizon.steps(span));
      case Strength.Timescale(Span span) -> 1 / (peak * horizon.steps(span));
    };
  }

  private void refuse(String key, String message) {
    problems.add(Problem.at(path + "." + key, message));
  }
}
