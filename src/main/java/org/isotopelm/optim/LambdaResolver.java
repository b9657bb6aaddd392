package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isotopelm.Problem;
import org.isotopelm.optim.OptimizerSpec.Form;
import org.isotopelm.optim.OptimizerSpec.Rule;
import org.isotopelm.optim.OptimizerSpec.Span;
import org.jspecify.annotations.Nullable;

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
    List<String> given = given(rule);
    if (given.isEmpty()) {
      if (form != Form.NONE) {
        refuse("lambda", "is missing; give lambda (0: no decay), half_life, exposure or timescale");
      }
      return unit.withLambda(0);
    }
    double lambda = lambda(rule, unit);
    String fault = fault(given, form, unit, lambda);
    if (fault != null) {
      refuse(given.getLast(), fault);
      return unit.withLambda(0);
    }
    return unit.withLambda(lambda);
  }

  private static List<String> given(Rule rule) {
    List<String> keys = new ArrayList<>();
    if (rule.lambda() != null) {
      keys.add("lambda");
    }
    if (rule.halfLife() != null) {
      keys.add("half_life");
    }
    if (rule.exposure() != null) {
      keys.add("exposure");
    }
    if (rule.timescale() != null) {
      keys.add("timescale");
    }
    return keys;
  }

  /** Why the rule's λ cannot be had, or null. */
  private static @Nullable String fault(List<String> given, Form form, Decay unit, double lambda) {
    String key = given.getFirst();
    if (given.size() > 1) {
      return "%s all say λ; keep one of them".formatted(String.join(", ", given));
    }
    if (form == Form.NONE && lambda != 0) {
      return "form none has no λ; drop %s or choose another form".formatted(key);
    }
    if (unit.side() == Decay.Side.GRADIENT && !key.equals("lambda")) {
      return "with form %s, gradients decide how fast a weight shrinks, so no %s can be promised; give lambda"
          .formatted(form.label(), key);
    }
    if (lambda >= 0 && lambda <= Decay.MOST_LAMBDA) {
      return null;
    }
    return key.equals("lambda")
        ? lambda + (lambda < 0 ? " is negative" : " is no λ") + "; λ must be from 0 to 1e12"
        : "%s would need λ = %s; λ must be from 0 to 1e12".formatted(key, lambda);
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
    problems.add(Problem.at(path + "." + key, message));
  }
}
