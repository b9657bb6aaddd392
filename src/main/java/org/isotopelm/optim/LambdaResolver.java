package org.isotopelm.optim;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.Problem;
import org.isotopelm.optim.OptimizerSpec.Form;
import org.isotopelm.optim.OptimizerSpec.Rule;
import org.isotopelm.optim.OptimizerSpec.Span;

/**
 * Finds a rule's λ: as given, or from a half-life h = ln 2/(c·λ), a timescale τ = 1/(c·λ), both at
 * the peak learning rate, or an exposure κ = λ·Σ c_t.
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

  /** The rule's decay; where λ cannot be had, a problem and λ = 0. */
  Decay decay(Rule rule, Form form) {
    Decay unit = Decay.of(form, 1);
    double factor = rule.learningRateFactor();
    if (!(factor >= 0 && Double.isFinite(factor))) {
      refuse("learning_rate_factor", factor + " is no factor; it must be finite and ≥ 0");
      return unit.withLambda(0);
    }
    return unit.withLambda(checked(rule, form, unit));
  }

  private double checked(Rule rule, Form form, Decay unit) {
    List<String> given =
        Stream.of(
                rule.lambda() == null ? null : "lambda",
                rule.halfLife() == null ? null : "half_life",
                rule.exposure() == null ? null : "exposure",
                rule.timescale() == null ? null : "timescale")
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    if (given.size() > 1) {
      refuse("", "%s are several ways to say λ; keep one".formatted(String.join(", ", given)));
      return 0;
    }
    if (given.isEmpty()) {
      return form == Form.NONE ? 0 : DecayPlan.DEFAULT_LAMBDA;
    }
    String key = given.getFirst();
    double lambda = lambda(rule, unit);
    if (form == Form.NONE && lambda != 0) {
      refuse(key, "form none has no λ; drop " + key + " or choose another form");
      return 0;
    }
    if (unit.side() == Decay.Side.GRADIENT && !key.equals("lambda")) {
      refuse(
          key,
          "with form %s how fast a weight shrinks depends on its gradients, so there is no %s to choose λ by; give lambda"
              .formatted(form.name().toLowerCase(java.util.Locale.ROOT), key));
      return 0;
    }
    if (!(lambda >= 0 && Double.isFinite(lambda))) {
      refuse(key, "gives λ = " + lambda + "; λ must be finite and ≥ 0");
      return 0;
    }
    return lambda;
  }

  private double lambda(Rule rule, Decay unit) {
    double factor = rule.learningRateFactor();
    double peak = unit.peakCoefficient(horizon.schedule(), factor);
    if (rule.lambda() != null) {
      return rule.lambda();
    }
    if (rule.exposure() != null) {
      return rule.exposure() / unit.totalCoefficient(horizon.schedule(), factor);
    }
    Span halfLife = rule.halfLife();
    return halfLife != null
        ? StrictMath.log(2) / (peak * horizon.steps(halfLife))
        : 1 / (peak * horizon.steps(Objects.requireNonNull(rule.timescale())));
  }

  private void refuse(String key, String message) {
    problems.add(Problem.at(key.isEmpty() ? path : path + "." + key, message));
  }
}
