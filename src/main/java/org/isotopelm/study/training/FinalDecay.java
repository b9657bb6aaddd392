package org.isotopelm.study.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.train.GradientPlan;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The decay of a final model, which trains for longer than the cells by which it was chosen. λ is
 * set again in each group, so that its exposure, or its timescale in epochs, stays the same, or
 * follows the law of timescales.
 *
 * <p>Both are proportional to a power of λ, κ ∝ λ and τ ∝ 1/λ, so one ratio gives the λ. Groups
 * with λ = 0, and groups that decay in the gradient, have neither and keep their λ.
 */
final class FinalDecay {
  private FinalDecay() {}

  /**
   * The final model's {@code optimizer.decay}.
   *
   * @param cell a cell of what was chosen
   * @param whole the final run, as the config has it
   */
  static List<Map<String, Object>> rules(Hold hold, GradientPlan cell, GradientPlan whole) {
    List<DecayRule> rules = whole.recipe().optimizer().decay();
    List<Map<String, Object>> held = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Explanation.Entry then = cell.explanation().decay().get(i);
      Explanation.Entry now = whole.explanation().decay().get(i);
      double ratio = ratio(hold, then, now, (double) whole.steps() / cell.steps());
      held.add(
          config(
              ratio == 1
                  ? rules.get(i)
                  : rules.get(i).withLambda(now.lambda() * ratio, whole.steps())));
    }
    return held;
  }

  /**
   * The factor by which the final run's λ is multiplied.
   *
   * @param longer steps of the final run for each step of the cell
   */
  private static double ratio(
      Hold hold, Explanation.Entry then, Explanation.Entry now, double longer) {
    double ratio =
        switch (hold) {
          case LAMBDA -> 1;
          case EXPOSURE -> orNaN(then.exposure()) / orNaN(now.exposure());
          case TOKENS ->
              StrictMath.pow(longer, Hold.GROWTH) * orNaN(then.exposure()) / orNaN(now.exposure());
          // Half-life and timescale differ by ln 2 only.
          case TIMESCALE -> orNaN(now.halfLife().epochs()) / orNaN(then.halfLife().epochs());
        };
    return Double.isFinite(ratio) ? ratio : 1;
  }

  private static double orNaN(@Nullable Double value) {
    return Objects.requireNonNullElse(value, Double.NaN);
  }

  /** As it stands in a config. */
  private static Map<String, Object> config(DecayRule rule) {
    Map<String, Object> entries =
        Json.mapper().convertValue(rule, new TypeReference<LinkedHashMap<String, Object>>() {});
    entries.values().removeIf(Objects::isNull);
    return entries;
  }
}
