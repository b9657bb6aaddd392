package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.report.chart.ChartScale;
import org.isotopelm.report.chart.Hull;
import org.isotopelm.report.run.ReportData.Dot;
import org.isotopelm.report.run.ReportData.SheetPart;
import org.isotopelm.report.run.ReportData.Tile;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.search.Landscape;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * A map of the held-out figure over two dimensions: the trained points, and between them what a
 * model of all points expects. Beyond them it expects what nobody measured, and the map is faded.
 */
final class SheetData {
  private final StudyOutcome outcome;

  private final List<PointResult> points;
  private final Landscape.@Nullable Sheet model;
  private final Metric metric;

  SheetData(StudyOutcome outcome, @Nullable Landscape landscape, List<PointResult> points) {
    this.outcome = outcome;
    this.points = points;
    model = landscape == null ? null : landscape.sheet();
    metric = outcome.result().metric();
  }

  /** The map; null where there are not two dimensions to show. */
  @Nullable SheetPart part() {
    List<String> names = List.copyOf(outcome.plan().spec().space().keySet());
    if (model == null && names.size() != 2) {
      return null;
    }
    String across = model == null ? names.get(0) : model.xName();
    String up = model == null ? names.get(1) : model.yName();
    List<PointResult> shown =
        points.stream()
            .filter(point -> point.values().get(across) != null && point.values().get(up) != null)
            .toList();
    return shown.isEmpty() ? null : part(across, up, shown);
  }

  private SheetPart part(String across, String up, List<PointResult> shown) {
    double[] none = new double[0];
    ChartScale x = scale(across, model == null ? none : model.x());
    ChartScale y = scale(up, model == null ? none : model.y());
    List<Dot> dots = new ArrayList<>();
    for (PointResult point : shown) {
      List<@Nullable Double> places = new ArrayList<>();
      places.add(x.at(Objects.requireNonNull(point.values().get(across))));
      places.add(y.at(Objects.requireNonNull(point.values().get(up))));
      places.add(point.scores().figure(metric));
      dots.add(SpaceData.dot(outcome, point, places));
    }
    double[] figures = shown.stream().mapToDouble(this::figure).sorted().toArray();
    String title = "Held-out " + metric.figure() + " over " + across + " and " + up;
    String points = "Circles are trained points; the diamond is the best. Darker is lower.";
    String note =
        model == null
            ? points
            : points
                + " Between them the map shows the mean of a Gaussian process. It is faded outside the trained points, where nothing was measured.";
    return new SheetPart(
        title,
        note,
        x.axis(across),
        y.axis(up),
        figures[0],
        cut(figures),
        Figures.nats(figures[0]) + " " + metric.shortUnit(),
        (figures[figures.length - 1] > cut(figures) ? "≥ " : "")
            + Figures.nats(cut(figures))
            + " "
            + metric.shortUnit(),
        model == null ? List.of() : tiles(model, x, y, dots),
        dots);
  }

  /** The largest figure that has a colour of its own: a training that exploded has not. */
  private static double cut(double[] sorted) {
    double middle = sorted[(sorted.length - 1) / 2];
    double reach = sorted[0] + Math.max(1e-6, 4 * (middle - sorted[0]));
    return Arrays.stream(sorted).filter(figure -> figure <= reach).max().orElse(middle);
  }

  private double figure(PointResult point) {
    return Objects.requireNonNull(point.scores().figure(metric));
  }

  private ChartScale scale(String name, double[] more) {
    return Scales.of(outcome, name, points.stream().map(PointResult::values), more);
  }

  private static List<Tile> tiles(
      Landscape.Sheet sheet, ChartScale x, ChartScale y, List<Dot> dots) {
    double[] columns = places(sheet.x(), x);
    double[] rows = places(sheet.y(), y);
    double[] left = edges(columns, x);
    double[] foot = edges(rows, y);
    Hull hull =
        Hull.of(
            dots.stream()
                .map(dot -> new double[] {number(dot.places().get(0)), number(dot.places().get(1))})
                .toList());
    return IntStream.range(0, rows.length)
        .boxed()
        .flatMap(
            row ->
                IntStream.range(0, columns.length)
                    .mapToObj(
                        column ->
                            new Tile(
                                left[2 * column],
                                left[2 * column + 1],
                                foot[2 * row],
                                foot[2 * row + 1],
                                sheet.mean()[row][column],
                                hull.holds(columns[column], rows[row]))))
        .toList();
  }

  private static double number(@Nullable Double value) {
    return Objects.requireNonNullElse(value, 0.0);
  }

  private static double[] places(double[] values, ChartScale scale) {
    return Arrays.stream(values).map(value -> number(scale.at(value))).toArray();
  }

  /**
   * Where each tile begins and ends: halfway to its neighbours, and as far on the other side of the
   * outermost. What stands at 0 beyond a break has a tile of its own.
   */
  private static double[] edges(double[] places, ChartScale scale) {
    int count = places.length;
    int first = scale.hasBreak() ? 1 : 0;
    double step = (places[count - 1] - places[first]) / Math.max(1, count - 1 - first);
    double[] edges = new double[2 * count];
    for (int i = 0; i < count; i++) {
      boolean alone = i < first;
      double below = alone || i == first ? step : places[i] - places[i - 1];
      double above = alone || i == count - 1 ? step : places[i + 1] - places[i];
      edges[2 * i] = places[i] - below / 2;
      edges[2 * i + 1] = places[i] + above / 2;
    }
    return edges;
  }
}
