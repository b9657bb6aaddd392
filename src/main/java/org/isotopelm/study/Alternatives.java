package org.isotopelm.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.Design;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.ParabolaFit;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.Selection;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/**
 * What else may be the best: the points whose difference from it is not significant, the simplest
 * of them, and the curve around it.
 */
final class Alternatives {
  private final Plan plan;
  private final Selection selection;
  private final List<PointResult> points;

  /**
   * @param points of the study, with their differences to the best
   */
  Alternatives(Plan plan, Selection selection, List<PointResult> points) {
    this.plan = plan;
    this.selection = selection;
    this.points = points;
  }

  /**
   * The candidates that the corrected paired test with folds − 1 degrees of freedom does not find
   * worse than the best at 5 %, two-sided, the best among them. Not corrected for the number of
   * points, which would make the set larger. Empty where no test can be made.
   */
  List<Map<String, Object>> indistinguishable() {
    return points.stream().allMatch(point -> p(point) == null)
        ? List.of()
        : set().map(PointResult::values).toList();
  }

  private Stream<PointResult> set() {
    return points.stream()
        .filter(point -> selection.candidates().stream().anyMatch(isOf(point)))
        .filter(point -> isBest(point) || isLikely(p(point)));
  }

  private static Predicate<Point> isOf(PointResult result) {
    return point -> point.values().equals(result.values());
  }

  private boolean isBest(PointResult point) {
    return selection.best() != null && isOf(point).test(selection.best());
  }

  private static boolean isLikely(@Nullable Double p) {
    return p != null && p >= TTest.LEVEL;
  }

  private static @Nullable Double p(PointResult point) {
    Paired paired = point.pairedToBest();
    return paired == null ? null : paired.p();
  }

  /** The strongest decay of the set within one standard error of the best. */
  @Nullable Map<String, Object> oneStandardError() {
    MeanScores best =
        points.stream().filter(this::isBest).map(PointResult::scores).findFirst().orElse(null);
    Double se = best == null ? null : best.error(plan.metric());
    if (best == null || se == null || plan.space().decays().isEmpty()) {
      return null;
    }
    double limit = figure(best) + se;
    return set()
        .filter(point -> figure(point.scores()) <= limit)
        .max(
            Comparator.comparingDouble(this::strength)
                .thenComparing(
                    Comparator.comparingDouble((PointResult p) -> figure(p.scores())).reversed()))
        .map(PointResult::values)
        .orElse(null);
  }

  private double figure(MeanScores scores) {
    return Objects.requireNonNull(scores.figure(plan.metric()), "a candidate has a cell");
  }

  /** With one λ the λ, −1 where it is not searched under the other values; else the exposure. */
  private double strength(PointResult point) {
    List<String> lambdas = plan.space().lambdas();
    if (lambdas.size() != 1 || !plan.space().decays().equals(lambdas)) {
      return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
    }
    return point.values().get(lambdas.getFirst()) instanceof Number number
        ? number.doubleValue()
        : -1;
  }

  /** Through the candidates that differ from the best in the one λ only, where there is one λ. */
  @Nullable Parabola parabola(Trials trials) {
    List<String> decays = plan.space().decays();
    if (selection.best() == null || decays.size() != 1 || plan.confoundsDecay()) {
      return null;
    }
    String lambda = decays.getFirst();
    Map<String, Object> others = without(lambda, selection.best());
    Design design = new Design(plan.spec().folds());
    List<ParabolaFit.Sample> samples =
        selection.candidates().stream()
            .filter(point -> without(lambda, point).equals(others))
            .filter(point -> value(lambda, point) > 0)
            .sorted(Comparator.comparingDouble(point -> value(lambda, point)))
            .map(point -> sample(design, trials, value(lambda, point), point))
            .toList();
    return ParabolaFit.of(lambda, design, samples);
  }

  private ParabolaFit.Sample sample(Design design, Trials trials, double lambda, Point point) {
    Map<Pair, Double> figures = new TreeMap<>();
    trials
        .results(Contender.of(point))
        .forEach((pair, result) -> figures.put(pair, plan.metric().of(result)));
    return new ParabolaFit.Sample(lambda, design.repetitions(figures));
  }

  private static double value(String name, Point point) {
    return point.values().get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static Map<String, Object> without(String name, Point point) {
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    values.remove(name);
    return values;
  }
}
