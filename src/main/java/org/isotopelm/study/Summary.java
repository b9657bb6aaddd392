package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.isotopelm.study.comparison.Baseline;
import org.isotopelm.study.comparison.ComparedCells;
import org.isotopelm.study.comparison.Comparison;
import org.isotopelm.study.comparison.CountedResult;
import org.isotopelm.study.comparison.Family;
import org.isotopelm.study.comparison.Means;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.Selection;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestRule;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.Power;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;
import org.isotopelm.study.verdict.Conclusion;
import org.isotopelm.study.verdict.FinalPlan;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.Warnings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trials of a study, put together as its result. */
final class Summary {
  private static final Logger LOG = LoggerFactory.getLogger(Summary.class);

  private final Plan plan;
  private final Trials trials;
  private final Selection selection;
  private final Trials compared;
  private final TestRule testRule;

  private Summary(Plan plan, Trials trials) {
    this.plan = plan;
    this.trials = trials;
    this.selection = Selection.of(plan, trials);
    this.compared = selection.cells().isEmpty() ? trials : trials.on(selection.cells());
    this.testRule = TestRule.of(plan, compared, selection.candidates(), selection.best());
  }

  static StudyOutcome of(
      Path folder,
      Plan plan,
      Trials trials,
      @Nullable Baseline baseline,
      @Nullable TestResult test,
      @Nullable Rungs ladder,
      @Nullable NestedResult nested,
      double seconds) {
    Summary summary = new Summary(plan, trials);
    StudyResult result = summary.result(folder, baseline, test, ladder, nested, seconds);
    List<Finding> findings =
        new ArrayList<>(
            shown(
                "conclusion",
                () -> Conclusion.of(plan, result, FinalPlan.in(folder, plan.spec())),
                List.of()));
    findings.addAll(shown("warnings", () -> Warnings.of(plan, trials, result), List.of()));
    return StudyOutcome.of(plan, result, findings, trials.of(plan.everyCell()));
  }

  /**
   * Makes something that only describes the figures: if that fails, the figures are kept without
   * it.
   */
  private static <T> T shown(String what, Supplier<T> made, T otherwise) {
    try {
      return made.get();
    } catch (RuntimeException e) {
      LOG.warn(
          "the study's {} cannot be made ({}); the study keeps its figures without",
          what,
          Objects.requireNonNullElse(e.getMessage(), "unexpected error"));
      return otherwise;
    }
  }

  private StudyResult result(
      Path folder,
      @Nullable Baseline baseline,
      @Nullable TestResult test,
      @Nullable Rungs ladder,
      @Nullable NestedResult nested,
      double seconds) {
    Point best = selection.best();
    Family toZero = toZero();
    List<PointResult> points = points(toZero);
    Alternatives alternatives = new Alternatives(plan, selection, points);
    Double effect = detectable(toZero.level());
    return new StudyResult(
        folder.toString(),
        plan.metric(),
        trials.size(),
        trials.failed(),
        (int) points.stream().filter(point -> point.status() == PointStatus.PRUNED).count(),
        trials.stoppedEarly(),
        seconds,
        plan.stopped(),
        points,
        plan.opponents().stream().map(this::opponent).toList(),
        baseline == null ? null : counted(baseline),
        comparedCells(),
        best == null ? null : best.values(),
        alternatives.oneStandardError(),
        alternatives.indistinguishable(),
        shown(
                "parabola",
                () -> Optional.ofNullable(alternatives.parabola(compared)),
                Optional.<Parabola>empty())
            .orElse(null),
        toZero.corrected().getLast(),
        effect,
        effect == null ? null : (Double) toZero.level(),
        best == null ? List.of() : plan.space().edges(best),
        List.of(),
        test == null ? null : test.countedAs(plan.spec().counted()),
        ladder,
        null,
        nested,
        "");
  }

  private ComparedCells comparedCells() {
    return new ComparedCells(
        selection.candidates().stream().map(Point::values).toList(),
        selection.cells().size(),
        (int) selection.cells().stream().mapToInt(Pair::fold).distinct().count(),
        (int) selection.cells().stream().mapToLong(Pair::seed).distinct().count(),
        selection.withheld());
  }

  private List<PointResult> points(Family toZero) {
    List<@Nullable Paired> toStandard = toStandard(toZero);
    List<PointResult> points = new ArrayList<>();
    PointEnd ends = new PointEnd(plan, trials);
    for (int i = 0; i < plan.proposed().size(); i++) {
      Plan.Proposed proposed = plan.proposed().get(i);
      Point point = proposed.point();
      points.add(
          new PointResult(
              point.values(),
              Means.of(testRule.design(), compared, Contender.of(point)),
              ends.status(proposed),
              proposed.round(),
              proposed.origin(),
              ends.because(proposed),
              toZero.corrected().get(i),
              toStandard.get(i),
              paired(point, best())));
    }
    return points;
  }

  /**
   * Every point minus the config's own setting. Where one of the two is the λ = 0 of the other, the
   * family of differences to λ = 0 has the same comparison already; its corrected p is used here
   * too, because one comparison has one p.
   */
  private List<@Nullable Paired> toStandard(Family toZero) {
    Contender standard = plan.standard();
    List<Point> points = plan.points();
    Contender none = standard == null ? null : plan.zeroOf(standard.point());
    int own = standard == null ? -1 : points.indexOf(standard.point());
    List<@Nullable Paired> all =
        new ArrayList<>(
            Family.of(points.stream().map(point -> paired(point, standard)).toList()).corrected());
    for (int i = 0; i < all.size(); i++) {
      Point point = points.get(i);
      int same =
          standard != null && standard.equals(plan.zeroOf(point))
              ? i
              : Contender.of(point).equals(none) ? own : -1;
      Paired paired = all.get(i);
      Paired known = same < 0 ? null : toZero.corrected().get(same);
      if (paired != null && known != null && known.pHolm() != null) {
        all.set(i, paired.withHolm(known.pHolm()));
      }
    }
    return all;
  }

  /** Every point minus its λ = 0; and last the best minus λ = 0 at its best checkpoint. */
  private Family toZero() {
    List<@Nullable Paired> differences = new ArrayList<>();
    plan.points().forEach(point -> differences.add(paired(point, plan.zeroOf(point))));
    differences.add(againstStoppingEarly());
    return Family.of(differences);
  }

  private OpponentResult opponent(Contender opponent) {
    return new OpponentResult(
        Objects.requireNonNull(opponent.opponent()),
        opponent.point().values(),
        opponent.point().overrides(),
        Means.of(testRule.design(), compared, opponent),
        paired(opponent, best()));
  }

  private @Nullable CountedResult counted(Baseline baseline) {
    Contender best = best();
    return CountedResult.of(
        baseline,
        testRule,
        selection.cells(),
        results(best),
        results(best == null ? null : plan.zeroOf(best.point())));
  }

  private Map<Pair, CellResult> results(@Nullable Contender contender) {
    return contender == null ? Map.of() : compared.results(contender);
  }

  private @Nullable Contender best() {
    return selection.best() == null ? null : Contender.of(selection.best());
  }

  private @Nullable Paired paired(Point point, @Nullable Contender other) {
    return paired(Contender.of(point), other);
  }

  /** Null where one is missing, and of a contender with itself. */
  private @Nullable Paired paired(Contender contender, @Nullable Contender other) {
    return other == null || other.equals(contender)
        ? null
        : Comparison.of(testRule, compared, contender, other);
  }

  /** Of the best against λ = 0; where that is the best or missing, the median over other points. */
  private @Nullable Double detectable(double level) {
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
            .map(other -> Comparison.test(testRule, compared, Contender.of(best), other))
            .filter(Objects::nonNull)
            .mapToDouble(test -> Power.detectable(test, level))
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
            testRule,
            compared.results(best),
            plan.metric()::of,
            compared.results(zero),
            plan.metric()::best);
  }
}
