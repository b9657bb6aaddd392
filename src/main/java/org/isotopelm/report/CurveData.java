package org.isotopelm.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.StudyResult.OpponentResult;
import org.isotopelm.study.comparison.StudyResult.PointResult;
import org.isotopelm.study.comparison.StudyResult.Scores;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What the curve shows: over the first λ of the space, or its first dimension where it has none,
 * the best point with each value.
 *
 * @param metric what is shown, and compared
 * @param dimension its name
 * @param columns from left to right
 * @param folds for each (seed, fold), its figure by the column's value
 * @param opponents that came to an end on some cell, but for λ = 0, which is a column
 * @param others whether there are other dimensions, of which each column shows the best
 * @param connected whether neighbours differ in the dimension only, or are the best of several, so
 *     that a line between them means something
 */
record CurveData(
    Metric metric,
    String dimension,
    List<Column> columns,
    List<Map<Object, Double>> folds,
    List<OpponentResult> opponents,
    boolean others,
    boolean connected) {

  /**
   * The best point with a value of the dimension.
   *
   * @param figure its held-out figure
   */
  record Column(Object value, PointResult point, double figure) {
    /** A point with a cell that diverged is shown where there is no other. */
    private static final Comparator<Column> RANK =
        Comparator.<Column>comparingInt(column -> Math.min(1, column.point().scores().failed()))
            .thenComparingDouble(Column::figure);
  }

  /** Of the held-out text; NaN where there is none. */
  double held(Scores scores) {
    return some(scores.figure(metric));
  }

  /** The standard error of that; 0 where there is none. */
  double error(Scores scores) {
    Double error = scores.error(metric);
    return isKnown(error) ? some(error) : 0;
  }

  /** Of the text trained on, which is known as nll only. */
  @Nullable Double train(Scores scores) {
    return metric == Metric.NLL ? scores.trainNll() : null;
  }

  /** Of the held-out text at its best, which is known as nll only. */
  @Nullable Double checkpoint(Scores scores) {
    return metric == Metric.NLL ? scores.bestCheckpointNll() : null;
  }

  /** Of every figure that is shown, from the lowest end of an error bar to the highest. */
  Extent extent() {
    List<@Nullable Double> means = new ArrayList<>();
    List<@Nullable Double> others = new ArrayList<>();
    Stream.concat(
            columns.stream().map(column -> column.point().scores()),
            opponents.stream().map(OpponentResult::scores))
        .forEach(
            scores -> {
              double held = held(scores);
              means.add(held);
              others.add(held - error(scores));
              others.add(held + error(scores));
              others.add(train(scores));
              others.add(checkpoint(scores));
            });
    folds.forEach(fold -> others.addAll(fold.values()));
    return Extent.of(means, others);
  }

  private static double some(@Nullable Double value) {
    return Objects.requireNonNullElse(value, Double.NaN);
  }

  private static boolean isKnown(@Nullable Double value) {
    return value != null && !value.isNaN();
  }

  static CurveData of(StudyOutcome outcome) {
    List<String> names = List.copyOf(outcome.plan().spec().space().keySet());
    List<String> lambdas = outcome.plan().space().lambdas();
    String dimension = lambdas.isEmpty() ? names.getFirst() : lambdas.getFirst();
    List<Column> columns = columns(outcome, dimension);
    Metric metric = outcome.result().metric();
    return new CurveData(
        metric,
        dimension,
        columns,
        folds(outcome, columns),
        outcome.result().opponents().stream()
            .filter(opponent -> isKnown(opponent.scores().figure(metric)) && !isZero(opponent))
            .toList(),
        names.size() > 1,
        names.size() == 1 || outcome.result().points().size() > columns.size());
  }

  private static List<Column> columns(StudyOutcome outcome, String dimension) {
    Map<Object, Column> best = new LinkedHashMap<>();
    for (PointResult point : candidates(outcome.result())) {
      Object value = point.values().get(dimension);
      Double figure = point.scores().figure(outcome.result().metric());
      if (value != null && figure != null && !figure.isNaN()) {
        Column column = new Column(value, point, figure);
        best.merge(column.value(), column, (a, b) -> Column.RANK.compare(b, a) < 0 ? b : a);
      }
    }
    List<Column> columns = new ArrayList<>(best.values());
    if (columns.stream().allMatch(column -> column.value() instanceof Number)) {
      columns.sort(Comparator.comparingDouble(column -> ((Number) column.value()).doubleValue()));
    }
    return columns;
  }

  private static List<PointResult> candidates(StudyResult result) {
    List<PointResult> points = new ArrayList<>(result.points());
    result.opponents().stream()
        .filter(CurveData::isZero)
        .map(
            zero ->
                new PointResult(
                    zero.values(),
                    zero.scores(),
                    StudyResult.Status.DONE,
                    1,
                    "",
                    null,
                    null,
                    null,
                    null))
        .forEach(points::add);
    return points;
  }

  private static boolean isZero(OpponentResult opponent) {
    return opponent.name().equals(Contender.ZERO);
  }

  private static List<Map<Object, Double>> folds(StudyOutcome outcome, List<Column> columns) {
    Map<Map<String, Object>, Object> shown = new LinkedHashMap<>();
    columns.forEach(column -> shown.put(column.point().values(), column.value()));
    Map<List<Long>, Map<Object, Double>> folds =
        new TreeMap<>(
            Comparator.<List<Long>, Long>comparing(key -> key.get(0))
                .thenComparing(key -> key.get(1)));
    for (Trial trial : outcome.trials()) {
      Contender contender = trial.cell().contender();
      CellResult result = trial.result();
      Object value = shown.get(contender.point().values());
      if (result != null && value != null) {
        folds
            .computeIfAbsent(
                List.of(trial.cell().seed(), (long) trial.cell().fold()),
                key -> new LinkedHashMap<>())
            .put(value, outcome.result().metric().of(result));
      }
    }
    return List.copyOf(folds.values());
  }
}
