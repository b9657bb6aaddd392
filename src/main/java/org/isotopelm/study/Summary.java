package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.isotopelm.study.StudyResult.NestedResult;
import org.isotopelm.study.StudyResult.OpponentResult;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;

/** The trials of a study, put together as its result. */
final class Summary {
  private Summary() {}

  static StudyOutcome of(
      Path folder,
      Plan plan,
      Trials trials,
      @Nullable TestResult test,
      @Nullable NestedResult nested,
      double seconds) {
    Selection selection = Selection.of(plan, trials);
    Point best = selection.best();
    Point simple = selection.oneStandardError();
    StudyResult result =
        new StudyResult(
            folder.toString(),
            "nll",
            trials.size(),
            trials.failed(),
            0,
            seconds,
            null,
            plan.points().stream().map(point -> point(plan, trials, point)).toList(),
            plan.opponents().stream().map(opponent -> opponent(trials, opponent, best)).toList(),
            best == null ? null : best.values(),
            simple == null ? null : simple.values(),
            List.of(),
            null,
            null,
            best == null ? List.of() : plan.space().edges(best),
            List.of(),
            test,
            nested,
            "");
    return new StudyOutcome(
        plan, result.withConclusion(Conclusion.of(plan, result)), trials.of(plan.cells()));
  }

  private static PointResult point(Plan plan, Trials trials, Point point) {
    Contender contender = Contender.of(point);
    Contender zero = plan.zeroOf(point);
    Paired paired = zero == null || zero.equals(contender) ? null : trials.paired(contender, zero);
    return new PointResult(
        point.values(),
        trials.scores(contender),
        trials.failed(contender) == 0 ? StudyResult.Status.DONE : StudyResult.Status.FAILED,
        1,
        "",
        null,
        paired,
        null,
        null);
  }

  private static OpponentResult opponent(Trials trials, Contender opponent, @Nullable Point best) {
    return new OpponentResult(
        Objects.requireNonNull(opponent.opponent()),
        opponent.point().values(),
        opponent.point().overrides(),
        trials.scores(opponent),
        best == null ? null : trials.paired(opponent, Contender.of(best)));
  }
}
