package org.isotopelm.study;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.search.Landscape;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.isotopelm.study.verdict.Doubt;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.NotMade;
import org.isotopelm.study.verdict.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * A finished study.
 *
 * @param plan what was trained
 * @param result what was found; its conclusion and warnings are the findings' sentences
 * @param findings what is said of it, the most important first
 * @param trials every cell, in the plan's order
 */
public record StudyOutcome(
    Plan plan, StudyResult result, List<Finding> findings, List<Trial> trials) {

  /** With the result said in sentences. */
  static StudyOutcome of(
      Plan plan, StudyResult result, List<Finding> findings, List<Trial> trials) {
    StudyResult said =
        result.said(
            Finding.conclusion(findings),
            Finding.sentences(findings, Finding.Place.WARNING),
            reason(findings));
    return new StudyOutcome(plan, said, List.copyOf(findings), trials);
  }

  /** Why a model is recommended; null where there is one only. */
  private static @Nullable String reason(List<Finding> findings) {
    List<Finding> about = findings.stream().filter(Recommendation.class::isInstance).toList();
    return about.isEmpty() ? null : Finding.conclusion(about);
  }

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

  /** The same, which has no test split to score the models on that the config asks for. */
  StudyOutcome withoutFinals() {
    List<Finding> more = new ArrayList<>(findings);
    more.add(new NotMade.NoFinals());
    return of(plan, result, more, trials);
  }

  /** Whether it was refused another look at the test split, for another choice. */
  public boolean isRefusedALook() {
    return findings.stream().anyMatch(Doubt.LookRefused.class::isInstance);
  }

  /** The same, which was refused another look at the test split. */
  StudyOutcome refused(String why) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(new Doubt.LookRefused(why.endsWith(".") ? why : why + "."));
    return of(plan, result, more, trials);
  }
}
