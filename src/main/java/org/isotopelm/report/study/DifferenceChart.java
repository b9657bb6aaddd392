package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Bar;
import org.isotopelm.report.chart.Chart.Beyond;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Level;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.Facts;
import org.isotopelm.report.study.CurveData.Stop;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.space.Point;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** The difference of each point to λ = 0 on the same cells. */
final class DifferenceChart {
  /** Between points at one place of different lines, as a share of the axis. */
  private static final double APART = 0.008;

  private DifferenceChart() {}

  /** The chart; null where nothing is compared with λ = 0. */
  static @Nullable Chart of(CurveData data) {
    if (data.stops().noneMatch(DifferenceChart::isShown)) {
      return null;
    }
    ChartAxis across = data.axis();
    double apart = APART * (across.high() - across.low());
    List<Chart.Line> lines = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    List<Chart.Stop> stops = new ArrayList<>();
    for (int i = 0; i < data.lines().size(); i++) {
      double aside = apart * (i - (data.lines().size() - 1) / 2.0);
      List<Stop> shown =
          data.lines().get(i).stops().stream().filter(DifferenceChart::isShown).toList();
      lines.add(
          new Chart.Line(
              data.look(i),
              Stroke.POINTS,
              "",
              shown.stream().map(stop -> stop.at() + aside).toList(),
              shown.stream().map(stop -> paired(stop).difference()).toList()));
      for (Stop stop : shown) {
        List<Double> ci95 = paired(stop).ci95();
        if (!ci95.isEmpty()) {
          bars.add(new Bar(data.look(i), stop.at() + aside, ci95.get(0), ci95.get(1)));
        }
        stops.add(
            new Chart.Stop(
                stop.at() + aside, Point.describe(stop.point().values()), facts(paired(stop))));
      }
    }
    return chart(data, across, lines, bars, stops);
  }

  private static Chart chart(
      CurveData data,
      ChartAxis across,
      List<Chart.Line> lines,
      List<Bar> bars,
      List<Chart.Stop> stops) {
    List<Double> means = new ArrayList<>(List.of(0.0));
    lines.forEach(line -> means.addAll(line.y()));
    List<Double> ends =
        bars.stream().flatMap(bar -> List.of(bar.low(), bar.high()).stream()).toList();
    Extent extent = Extent.of(means, ends);
    List<Beyond> beyond = new ArrayList<>();
    for (Chart.Line line : lines) {
      IntStream.range(0, line.x().size())
          .filter(i -> extent.isBelow(line.y().get(i)))
          .mapToObj(i -> new Beyond(line.x().get(i), Phrases.figure(line.y().get(i))))
          .forEach(beyond::add);
    }
    String unit = data.metric().shortUnit();
    List<LegendKey> legend =
        lines.size() == 1
            ? List.of()
            : IntStream.range(0, lines.size())
                .mapToObj(
                    i -> new LegendKey(data.look(i), Stroke.POINTS, data.lines().get(i).name()))
                .toList();
    return new Chart(
        "difference",
        "Difference to λ = 0 on the same folds and seeds",
        "Below 0, decay helps. Each training is compared with λ = 0 on its own fold and seed, so that what makes one fold harder than another cancels out. Bars are 95 % intervals, corrected for the text that folds share.",
        "Paired difference to λ = 0 over " + data.dimension() + ".",
        270,
        legend,
        across,
        ChartAxis.upright(unit, extent),
        null,
        lines,
        List.of(),
        bars,
        List.of(),
        List.of(new Level(LineLook.MARK, 0)),
        List.of(),
        beyond,
        stops);
  }

  private static boolean isShown(Stop stop) {
    return stop.point().pairedToZero() != null && stop.isWhole();
  }

  private static Paired paired(Stop stop) {
    return Objects.requireNonNull(stop.point().pairedToZero());
  }

  private static List<Fact> facts(Paired paired) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("difference", Facts.signed(paired.difference())));
    if (!paired.ci95().isEmpty()) {
      String ends =
          Facts.signed(paired.ci95().get(0)) + " to " + Facts.signed(paired.ci95().get(1));
      facts.add(new Fact("95 % interval", ends));
    }
    if (paired.p() != null) {
      facts.add(new Fact("p", Figures.p(paired.p())));
    }
    if (paired.pHolm() != null) {
      facts.add(new Fact("p (Holm)", Figures.p(paired.pHolm())));
    }
    facts.add(new Fact("pairs", String.valueOf(paired.pairs())));
    return facts;
  }
}
