package org.isotopelm.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished study.
 *
 * @param plan what was trained
 * @param result what was found
 * @param trials every cell, in the plan's order
 */
public record StudyOutcome(Plan plan, StudyResult result, List<Trial> trials) {

  /** The point that was chosen; null where there is none. */
  public @Nullable Contender best() {
    return plan.points().stream()
        .filter(point -> point.values().equals(result.best()))
        .findFirst()
        .map(Contender::of)
        .orElse(null);
  }

  /** What the chosen point is compared with as λ = 0; null where it is λ = 0, or there is none. */
  public @Nullable Contender zero() {
    Contender best = best();
    Contender zero = best == null ? null : plan.zeroOf(best.point());
    return zero == null || zero.equals(best) ? null : zero;
  }

  /** The nll over the whole space; null where too few points are known. */
  public @Nullable Landscape landscape() {
    Trials ended = new Trials();
    trials.forEach(ended::add);
    return Landscape.of(plan.space(), plan.observations(ended));
  }

  /** The same with one more warning. */
  StudyOutcome warned(String warning) {
    return new StudyOutcome(plan, result.withWarning(warning), trials);
  }
}
