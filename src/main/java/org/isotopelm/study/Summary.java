package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isotopelm.study.StudyResult.NestedResult;
import org.isotopelm.study.StudyResult.OpponentResult;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Status;
import org.isotopelm.study.StudyResult.TestResult;
import org.isotopelm.study.verdict.Finding;
import org.jspecify.annotations.Nullable;

/** The trials of a study, put together as its result. */
final class Summary {
  private final Plan plan;
  private final Trials trials;
  private final Design design;
  private final Selection selection;

  private Summary(Plan plan, Trials trials) {
    this.plan = plan;
    this.trials = trials;
    this.design = new Design(plan.spec().folds());
    this.selection = Selection.of(plan, trials);
  }

  static StudyOutcome of(
      Path folder,
      Plan plan,
      Trials trials,
      @Nullable TestResult test,
      @Nullable NestedResult nested,
      double seconds) {
    Summary summary = new Summary(plan, trials);
    StudyResult result = summary.result(folder, test, nested, seconds);
    List<Finding> findings =
        new ArrayList<>(Conclusion.of(plan, result, summary.againstStoppingEarly()));
    findings.addAll(Warnings.of(plan, trials, result));
    return StudyOutcome.of(plan, result, findings, trials.of(plan.everyCell()));
  }

  private StudyResult result(
      Path folder, @Nullable TestResult test, @Nullable NestedResult nested, double seconds) {
    Point best = selection.best();
    Point simple = selection.oneStandardError();
    List<PointResult> points = points();
    return new StudyResult(
        folder.toString(),
        "nll",
        trials.size(),
        trials.failed(),
        (int) points.stream().filter(point -> point.status() == Status.PRUNED).count(),
        seconds,
        plan.stopped(),
        points,
        plan.opponents().stream().map(this::opponent).toList(),
        best == null ? null : best.values(),
        simple == null ? null : simple.values(),
        Around.indistinguishable(selection, points),
        Around.parabola(plan, trials, selection),
        detectable(),
        best == null ? List.of() : plan.space().edges(best),
        List.of(),
        test,
        nested,
        "");
  }

  private List<PointResult> points() {
    List<@Nullable Paired> toZero = family(plan::zeroOf);
    List<@Nullable Paired> toStandard = family(_ -> plan.standard());
    List<PointResult> points = new ArrayList<>();
    for (int i = 0; i < plan.proposed().size(); i++) {
      Plan.Proposed proposed = plan.proposed().get(i);
      Point point = proposed.point();
      Status status = status(proposed);
      points.add(
          new PointResult(
              point.values(),
              trials.scores(Contender.of(point)),
              status,
              proposed.round(),
              proposed.origin(),
              because(proposed, status),
              toZero.get(i),
              toStandard.get(i),
              paired(Contender.of(point), best())));
    }
    return points;
  }

  /** Every point minus its other, with p-values corrected for their number (Holm). */
  private List<@Nullable Paired> family(Function<Point, @Nullable Contender> other) {
    List<@Nullable Paired> family = new ArrayList<>();
    plan.points().forEach(point -> family.add(paired(Contender.of(point), other.apply(point))));
    int[] tested =
        IntStream.range(0, family.size())
            .filter(i -> family.get(i) != null && family.get(i).p() != null)
            .toArray();
    double[] p = Arrays.stream(tested).mapToDouble(i -> family.get(i).p()).toArray();
    double[] corrected = Statistics.holm(p);
    for (int i = 0; i < tested.length; i++) {
      family.set(tested[i], family.get(tested[i]).withHolm(corrected[i]));
    }
    return family;
  }

  private Status status(Plan.Proposed proposed) {
    Contender contender = Contender.of(proposed.point());
    if (trials.failed(contender) > 0) {
      return Status.FAILED;
    }
    if (proposed.pruned() != null) {
      return Status.PRUNED;
    }
    return trials.size(contender) < plan.spec().cellsPerPoint() ? Status.UNFINISHED : Status.DONE;
  }

  private @Nullable String because(Plan.Proposed proposed, Status status) {
    return switch (status) {
      case DONE, UNFINISHED -> null;
      case PRUNED -> proposed.pruned();
      case FAILED ->
          trials.of(plan.cells(Contender.of(proposed.point()))).stream()
              .filter(trial -> trial.result() == null)
              .map(trial -> trial.status().label() + ": " + trial.message())
              .findFirst()
              .orElse(null);
    };
  }

  private OpponentResult opponent(Contender opponent) {
    return new OpponentResult(
        Objects.requireNonNull(opponent.opponent()),
        opponent.point().values(),
        opponent.point().overrides(),
        trials.scores(opponent),
        paired(opponent, best()));
  }

  private @Nullable Contender best() {
    return selection.best() == null ? null : Contender.of(selection.best());
  }

  /** Null where one is missing, and of a contender with itself. */
  private @Nullable Paired paired(Contender contender, @Nullable Contender other) {
    return other == null || other.equals(contender)
        ? null
        : trials.paired(design, contender, other);
  }

  /** Of the best against λ = 0; where that is the best or missing, the median over other points. */
  private @Nullable Double detectable() {
    Point best = selection.best();
    if (best == null) {
      return null;
    }
    Contender zero = plan.zeroOf(best);
    List<Contender> others =
        zero != null && !zero.equals(Contender.of(best))
            ? List.of(zero)
            : selection.candidates().stream()
                .map(Contender::of)
                .filter(other -> !other.point().equals(best))
                .toList();
    double[] effects =
        others.stream()
            .map(other -> trials.test(design, Contender.of(best), other))
            .filter(Objects::nonNull)
            .mapToDouble(Power::detectable)
            .sorted()
            .toArray();
    return effects.length == 0 ? null : (Double) effects[effects.length / 2];
  }

  /** The best at its end minus λ = 0 at its best checkpoint, which held-out text picked. */
  private @Nullable Paired againstStoppingEarly() {
    Contender best = best();
    Contender zero = best == null ? null : plan.zeroOf(best.point());
    return best == null || zero == null || zero.equals(best)
        ? null
        : Comparison.of(
            design,
            trials.results(best),
            CellResult::nll,
            trials.results(zero),
            CellResult::bestCheckpointNll);
  }
}
