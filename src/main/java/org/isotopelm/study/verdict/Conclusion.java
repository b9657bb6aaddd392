package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.verdict.Scope.Length;
import org.jspecify.annotations.Nullable;

/**
 * What may and what may not be concluded from a study, the most important first: the model that it
 * gives, where it makes several; then what the search found. What would make any of it less
 * believable is found by {@link Warnings}.
 */
public final class Conclusion {
  private static final String DIVERGED = Trial.Status.DIVERGED.label();

  private Conclusion() {}

  /**
   * The findings of the conclusion.
   *
   * @param last how the final model was trained; null where that is unknown
   */
  public static List<Finding> of(Plan plan, StudyResult result, @Nullable FinalPlan last) {
    Map<String, Object> values = result.best();
    if (values == null) {
      return List.of(without(result));
    }
    PointResult best = Gaps.point(result, values);
    ZeroFindings zero = new ZeroFindings(plan, result, best);
    boolean decays = !plan.space().decays().isEmpty();
    List<Finding> findings = new ArrayList<>(RecommendationFindings.of(result));
    findings.add(decays ? zero.answer() : new Ranking.Chosen(Gaps.winner(result, best)));
    findings.addAll(RankingFindings.of(plan, result, best));
    if (decays) {
      findings.addAll(zero.more(last));
    }
    findings.addAll(OtherFindings.of(plan, result, best));
    findings.addAll(scope(result, best, last, plan.spec().finals()));
    findings.addAll(TestFindings.of(plan, result));
    return List.copyOf(findings);
  }

  /** Why there is no best. */
  private static Finding without(StudyResult result) {
    if (result.compared().withheld() != null) {
      return new Ranking.Withheld(result.compared().withheld());
    }
    List<String> reasons =
        result.points().stream().map(PointResult::because).flatMap(Stream::ofNullable).toList();
    if (reasons.isEmpty()) {
      return new Ranking.NothingTrained();
    }
    boolean diverged = reasons.stream().anyMatch(each -> each.startsWith(DIVERGED));
    return diverged ? new Ranking.AllDiverged() : new Ranking.NoneDiverged(reasons.getFirst());
  }

  /** For what the choice holds, how long the final model trained, and nested cross-validation. */
  private static List<Finding> scope(
      StudyResult result, PointResult best, @Nullable FinalPlan last, @Nullable FinalSpec finals) {
    List<Finding> findings = new ArrayList<>();
    MeanScores scores = best.scores();
    if (scores.exposure() != null && scores.learningRate() != null && scores.steps() != null) {
      findings.add(
          new Scope.Conditions(
              new Length(scores.exposure(), scores.steps()),
              scores.learningRate(),
              result.test() == null || last == null ? null : last.length(),
              finals == null ? 1 : finals.epochs()));
    }
    NestedResult nested = result.nested();
    if (nested != null) {
      findings.add(
          new Scope.Nested(
              nested.folds().size(),
              Gaps.unit(Metric.NLL),
              nested.nll(),
              nested.paired() == null ? null : Gaps.of(Metric.NLL, nested.paired(), 0)));
    }
    return findings;
  }
}
