package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Ribbon;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.ChartScale;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.Facts;
import org.isotopelm.report.run.ReportData.Dot;
import org.isotopelm.report.run.ReportData.ParallelPart;
import org.isotopelm.report.run.ReportData.Share;
import org.isotopelm.report.run.ReportData.SpacePart;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.search.Landscape;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** What was searched: the points over two dimensions, a model of them, and all dimensions. */
final class SpaceData {
  private final StudyOutcome outcome;
  private final Metric metric;
  private final @Nullable Landscape landscape;
  private final List<PointResult> points;

  private SpaceData(StudyOutcome outcome) {
    this.outcome = outcome;
    metric = outcome.result().metric();
    landscape = outcome.landscape();
    points =
        outcome.result().points().stream()
            .filter(point -> isKnown(point.scores().figure(metric)))
            .toList();
  }

  /** The part of the report; null where there is nothing to show. */
  static @Nullable SpacePart of(StudyOutcome outcome) {
    SpaceData data = new SpaceData(outcome);
    SheetData sheet = new SheetData(outcome, data.landscape, data.points);
    List<Chart> slices = data.landscape == null ? List.of() : data.slices(data.landscape);
    int dimensions = outcome.plan().spec().space().size();
    SpacePart part =
        new SpacePart(
            sheet.part(),
            slices,
            dimensions > 2 && data.points.size() > 1 ? data.parallel() : null,
            data.landscape == null || dimensions < 2
                ? List.of()
                : importance(data.landscape.importance()));
    return part.isEmpty() ? null : part;
  }

  private static boolean isKnown(@Nullable Double figure) {
    return figure != null && !figure.isNaN();
  }

  private List<Chart> slices(Landscape model) {
    return IntStream.range(0, model.slices().size())
        .mapToObj(i -> slice(model.slices().get(i), i))
        .toList();
  }

  private Chart slice(Landscape.Slice slice, int index) {
    ChartScale scale =
        Scales.of(outcome, slice.name(), points.stream().map(PointResult::values), slice.at());
    List<Double> x = Arrays.stream(slice.at()).mapToObj(at -> place(scale, at)).toList();
    List<PointResult> shown =
        points.stream().filter(point -> point.values().get(slice.name()) != null).toList();
    List<Double> trained =
        shown.stream()
            .map(point -> place(scale, Objects.requireNonNull(point.values().get(slice.name()))))
            .toList();
    List<Double> figures = shown.stream().map(this::figure).toList();
    List<Double> model =
        Stream.of(slice.low(), slice.high()).flatMapToDouble(Arrays::stream).boxed().toList();
    boolean others = outcome.plan().spec().space().size() > 1;
    String unit = metric == Metric.NLL ? "nll, nats per token" : metric.unit();
    return new Chart(
        "slice-" + index,
        "Modelled " + metric.figure() + " over " + slice.name(),
        "The mean of a Gaussian process and its 95 % band"
            + (others
                ? ", with the other dimensions as in the best point. Circles are trained points; they differ in the other dimensions too."
                : ". Circles are trained points."),
        "Modelled " + metric.figure() + " over " + slice.name() + ".",
        300,
        List.of(
            new LegendKey(LineLook.HELD, Stroke.PLAIN, "model"),
            new LegendKey(LineLook.HELD, Stroke.HOLLOW, "trained point")),
        scale.axis(slice.name()),
        ChartAxis.upright(unit, Extent.of(figures, model)),
        null,
        List.of(
            new Chart.Line(LineLook.HELD, Stroke.PLAIN, "", x, boxed(slice.mean())),
            new Chart.Line(LineLook.HELD, Stroke.HOLLOW, "", trained, figures)),
        List.of(new Ribbon(LineLook.HELD, x, boxed(slice.low()), boxed(slice.high()))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        IntStream.range(0, shown.size())
            .mapToObj(
                i ->
                    new Chart.Stop(
                        trained.get(i),
                        Point.describe(shown.get(i).values()),
                        List.of(new Fact("held out", Facts.held(shown.get(i).scores(), metric)))))
            .toList());
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static double place(ChartScale scale, Object value) {
    return Objects.requireNonNull(scale.at(value));
  }

  private double figure(PointResult point) {
    return Objects.requireNonNull(point.scores().figure(metric));
  }

  private ParallelPart parallel() {
    List<String> names = List.copyOf(outcome.plan().spec().space().keySet());
    List<ChartScale> scales =
        names.stream()
            .map(name -> Scales.of(outcome, name, points.stream().map(PointResult::values)))
            .toList();
    Extent extent = Extent.of(points.stream().map(this::figure).toList(), List.of());
    List<ChartAxis> axes = new ArrayList<>();
    IntStream.range(0, names.size()).forEach(i -> axes.add(scales.get(i).axis(names.get(i))));
    axes.add(ChartAxis.upright(metric.figure(), extent));
    List<Dot> rows = new ArrayList<>();
    for (PointResult point : points) {
      List<@Nullable Double> places = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        Object value = point.values().get(names.get(i));
        places.add(value == null ? null : scales.get(i).at(value));
      }
      places.add(figure(point));
      rows.add(dot(point, places));
    }
    boolean some = rows.stream().anyMatch(row -> row.places().contains(null));
    return new ParallelPart(
        "All points over all dimensions",
        "Each line is a trained point and ends at its held-out figure. A stronger colour is a lower figure; the thick line is the best."
            + (some ? " Points that have no value of some dimension are left out." : ""),
        axes,
        extent.low(),
        extent.high(),
        rows);
  }

  private Dot dot(PointResult point, List<@Nullable Double> places) {
    return dot(outcome, point, places);
  }

  /** A point with what is said of it. */
  static Dot dot(StudyOutcome outcome, PointResult point, List<@Nullable Double> places) {
    return new Dot(
        places,
        point.values().equals(outcome.result().best()),
        Point.describe(point.values()),
        Facts.of(point, outcome.result().metric()));
  }

  /** Each dimension by itself, the largest first, then what they do together. */
  private static List<Share> importance(Map<String, Double> importance) {
    List<Share> shares = new ArrayList<>();
    importance.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> shares.add(share(entry.getKey(), entry.getValue())));
    double rest = 1 - importance.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.add(share("interactions", Math.max(0, rest)));
    return shares;
  }

  private static Share share(String name, double share) {
    return new Share(name, share, Figures.fixed(100 * share, 0) + " %");
  }
}
