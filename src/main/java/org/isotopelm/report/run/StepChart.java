package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Flag;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Level;
import org.isotopelm.report.chart.Chart.Line;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;
import org.jspecify.annotations.Nullable;

/** Makes charts over the steps of a training. */
final class StepChart {
  private static final double LN_10 = Math.log(10);

  /**
   * Figures by step.
   *
   * @param name for those who point at it; empty for nothing
   */
  record Series(
      LineLook look, Stroke stroke, String name, List<Double> steps, List<Double> figures) {
    boolean isEmpty() {
      return steps.isEmpty();
    }

    private Series with(Stroke other, String words, List<Double> others) {
      return new Series(look, other, words, steps, others);
    }

    /** The running mean, over a thin line of what it is the mean of. */
    List<Series> smoothed() {
      return List.of(
          with(Stroke.THIN, "", figures), with(Stroke.PLAIN, name, runningMean(figures)));
    }

    Series logarithms() {
      return with(stroke, name, figures.stream().map(figure -> Math.log(figure) / LN_10).toList());
    }

    private Line line() {
      return new Line(look, stroke, name, steps, figures);
    }
  }

  private final String id;
  private final String title;
  private final String note;
  private final int height;
  private final String unit;
  private final List<Series> series;
  private @Nullable Flag flag;
  private final List<Double> levels = new ArrayList<>();
  private boolean logarithmic;
  private double end = 1;

  StepChart(String id, String title, String note, int height, String unit, List<Series> series) {
    this.id = id;
    this.title = title;
    this.note = note;
    this.height = height;
    this.unit = unit;
    this.series = series.stream().filter(each -> !each.isEmpty()).toList();
  }

  /** Names a point. */
  StepChart flag(Flag point) {
    flag = point;
    return this;
  }

  /** Draws a line from side to side. */
  StepChart level(double figure) {
    levels.add(figure);
    return this;
  }

  /** Extends the axis to a step, as figures may end before it. */
  StepChart until(double step) {
    end = step;
    return this;
  }

  /** Shows positive figures on a logarithmic axis. */
  StepChart logarithmic() {
    logarithmic = true;
    return this;
  }

  /** The chart, or none where there is nothing to show. */
  Stream<Chart> make() {
    if (series.isEmpty()) {
      return Stream.empty();
    }
    List<Line> lines =
        series.stream()
            .map(each -> logarithmic ? each.logarithms() : each)
            .map(Series::line)
            .toList();
    List<Double> heights =
        levels.stream().map(at -> logarithmic ? (Double) (Math.log(at) / LN_10) : at).toList();
    List<Double> figures = new ArrayList<>(heights);
    lines.forEach(line -> figures.addAll(line.y()));
    double last =
        lines.stream().flatMap(line -> line.x().stream()).mapToDouble(x -> x).max().orElse(1);
    Extent extent = Extent.of(figures, List.of());
    return Stream.of(
        new Chart(
            id,
            title,
            note,
            title + " by step.",
            height,
            legend(),
            ChartAxis.counts("step", Math.max(last, end)),
            logarithmic ? ChartAxis.logarithmic(unit, extent) : ChartAxis.upright(unit, extent),
            null,
            lines,
            List.of(),
            List.of(),
            List.of(),
            heights.stream().map(at -> new Level(LineLook.MARK, at)).toList(),
            flag == null ? List.of() : List.of(flag),
            List.of(),
            List.of()));
  }

  /** What the lines that have a name mean, where there are several. */
  private List<LegendKey> legend() {
    List<LegendKey> keys =
        series.stream()
            .filter(each -> !each.name().isEmpty())
            .map(each -> new LegendKey(each.look(), each.stroke(), each.name()))
            .toList();
    return keys.size() > 1 ? keys : List.of();
  }

  /**
   * Over a fortieth of the points to either side: fewer at the steep beginning, and after the last
   * there are none.
   */
  static List<Double> runningMean(List<Double> figures) {
    int reach = Math.round(figures.size() / 40f);
    return IntStream.range(0, figures.size())
        .mapToObj(
            i ->
                figures
                    .subList(
                        Math.max(0, i - Math.min(reach, i)),
                        Math.min(figures.size(), i + Math.min(reach, i) + 1))
                    .stream()
                    .mapToDouble(figure -> figure)
                    .average()
                    .orElse(Double.NaN))
        .toList();
  }
}
