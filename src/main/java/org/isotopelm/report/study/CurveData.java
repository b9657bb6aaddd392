package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.ChartScale;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.CountedResult;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What the curve shows: all points over the first λ of the space, or over its first dimension where
 * it has none. Points that differ in that dimension only form a line.
 *
 * @param metric what is shown, and compared
 * @param dimension its name
 * @param isLambda whether it is a λ
 * @param scale where its values stand
 * @param lines the points; where there are more combinations of the other dimensions than colours,
 *     one line of all points
 * @param joined whether the points of a line differ in the dimension only, and it is of numbers, so
 *     that joining them means something
 * @param folds for each (seed, fold), its figures along the one line; empty where there are several
 * @param counted the counted baseline; null where there is none
 * @param opponents that have a figure, but for λ = 0, which stands on the axis
 */
public record CurveData(
    Metric metric,
    String dimension,
    boolean isLambda,
    ChartScale scale,
    List<Line> lines,
    boolean joined,
    List<Map<Double, Double>> folds,
    @Nullable CountedResult counted,
    List<OpponentResult> opponents) {

  /** What all opponents may have of the axis. */
  private static final double OPPONENTS = 0.45;

  /**
   * Points that differ in one dimension, in its order.
   *
   * @param name the other dimensions' values; empty where there are none, or they differ
   */
  record Line(String name, List<Stop> stops) {}

  /**
   * A point.
   *
   * @param at its place on the scale
   * @param figure of the held-out text
   */
  record Stop(double at, PointResult point, double figure) {
    MeanScores scores() {
      return point.scores();
    }

    boolean isWhole() {
      return point.status() == PointStatus.DONE;
    }
  }

  public static CurveData of(StudyOutcome outcome) {
    Map<String, ?> space = outcome.plan().spec().space();
    List<String> lambdas = outcome.plan().space().lambdas();
    String dimension = lambdas.isEmpty() ? space.keySet().iterator().next() : lambdas.getFirst();
    Metric metric = outcome.result().metric();
    List<PointResult> points =
        candidates(outcome.result()).filter(point -> isShown(point, dimension, metric)).toList();
    ChartScale scale = Scales.of(outcome, dimension, points.stream().map(PointResult::values));
    Map<Map<String, Object>, List<Stop>> groups = new LinkedHashMap<>();
    for (PointResult point : points) {
      Map<String, Object> others = new LinkedHashMap<>(point.values());
      Object value = Objects.requireNonNull(others.remove(dimension));
      double figure = Objects.requireNonNull(point.scores().figure(metric));
      groups
          .computeIfAbsent(others, _ -> new ArrayList<>())
          .add(new Stop(Objects.requireNonNull(scale.at(value)), point, figure));
    }
    boolean few =
        groups.size() <= LineLook.MOST
            && (space.size() == 1 || groups.values().stream().allMatch(line -> line.size() > 1));
    List<Line> lines = few ? lines(groups) : List.of(new Line("", sorted(groups)));
    return new CurveData(
        metric,
        dimension,
        lambdas.contains(dimension),
        scale,
        lines,
        few && scale.isNumeric(),
        few && lines.size() == 1 && scale.isNumeric() ? folds(outcome, lines) : List.of(),
        outcome.result().counted(),
        outcome.result().opponents().stream()
            .filter(opponent -> isKnown(opponent.scores().figure(metric)) && !isZero(opponent))
            .toList());
  }

  private static List<Line> lines(Map<Map<String, Object>, List<Stop>> groups) {
    return groups.entrySet().stream()
        .map(line -> new Line(Point.describe(line.getKey()), inOrder(line.getValue().stream())))
        .toList();
  }

  private static List<Stop> sorted(Map<Map<String, Object>, List<Stop>> groups) {
    return inOrder(groups.values().stream().flatMap(List::stream));
  }

  private static List<Stop> inOrder(Stream<Stop> stops) {
    return stops.sorted(Comparator.comparingDouble(Stop::at)).toList();
  }

  private static boolean isShown(PointResult point, String dimension, Metric metric) {
    return point.values().get(dimension) != null && isKnown(point.scores().figure(metric));
  }

  private static boolean isKnown(@Nullable Double value) {
    return value != null && !value.isNaN();
  }

  private static Stream<PointResult> candidates(StudyResult result) {
    return Stream.concat(
        result.points().stream(),
        result.opponents().stream()
            .filter(CurveData::isZero)
            .map(
                zero ->
                    new PointResult(
                        zero.values(),
                        zero.scores(),
                        PointStatus.DONE,
                        1,
                        "",
                        null,
                        null,
                        null,
                        null)));
  }

  private static boolean isZero(OpponentResult opponent) {
    return opponent.name().equals(Contender.ZERO);
  }

  /** Every point, whatever line it is on. */
  Stream<Stop> stops() {
    return lines.stream().flatMap(line -> line.stops().stream());
  }

  /** The axis of the dimension. */
  ChartAxis axis() {
    return isLambda ? scale.axis(dimension, "weight decay λ") : scale.axis(dimension);
  }

  /** The axis of the dimension with places for the opponents after its end. */
  ChartAxis axisWithOpponents() {
    ChartAxis plain = axis();
    List<String> names = opponents.stream().map(OpponentResult::name).toList();
    return plain.with(names, slot(plain, names));
  }

  /** The width of an opponent's place: what its name needs, within what all have together. */
  private static double slot(ChartAxis plain, List<String> names) {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    double share =
        Math.min(Math.max(0.12, 0.03 + 0.014 * longest), OPPONENTS / Math.max(1, names.size()));
    return share * (plain.high() - plain.low());
  }

  /** Where an opponent stands on an axis that has places for them after its end. */
  double opponentAt(ChartAxis across, int index) {
    return across.ticks().get(across.ticks().size() - opponents.size() + index).at();
  }

  /** The look of one of the lines. */
  LineLook look(int line) {
    return lines.size() == 1 ? LineLook.HELD : LineLook.line(line);
  }

  /** The held-out figure; no number where there is none. */
  double figure(MeanScores scores) {
    return Objects.requireNonNullElse(scores.figure(metric), Double.NaN);
  }

  /** The standard error of a figure; 0 where there is none. */
  double error(MeanScores scores) {
    Double error = scores.error(metric);
    return isKnown(error) ? Objects.requireNonNull(error) : 0;
  }

  private static List<Map<Double, Double>> folds(StudyOutcome outcome, List<Line> lines) {
    Map<Map<String, Object>, Double> places = new LinkedHashMap<>();
    lines.getFirst().stops().forEach(stop -> places.put(stop.point().values(), stop.at()));
    Map<List<Long>, Map<Double, Double>> folds =
        new TreeMap<>(
            Comparator.<List<Long>, Long>comparing(key -> key.get(0))
                .thenComparing(key -> key.get(1)));
    for (Trial trial : outcome.trials()) {
      CellResult result = trial.result();
      Double place = places.get(trial.cell().contender().point().values());
      if (result != null && place != null) {
        folds
            .computeIfAbsent(
                List.of(trial.cell().seed(), (long) trial.cell().fold()), _ -> new TreeMap<>())
            .put(place, outcome.result().metric().of(result));
      }
    }
    return List.copyOf(folds.values());
  }
}
