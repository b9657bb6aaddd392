package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Bar;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Level;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.study.CurveData.Stop;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * The curves of a study over one dimension: of the held-out text and of the text trained on, each
 * with an axis of its own, as the second spans many times more than the first.
 */
public final class CurveCharts {
  /** Where the best checkpoint is this share of the axis below the last, it is drawn. */
  private static final double VISIBLE = 0.015;

  private final CurveData data;
  private final ChartAxis across;
  private final CurveMarks marks;
  private final Extent extent;

  private CurveCharts(StudyOutcome outcome, CurveData data) {
    this.data = data;
    across = data.axisWithOpponents();
    marks = new CurveMarks(outcome, data, across);
    extent = CurveExtent.of(data, showsCheckpoint());
  }

  /** The curves, of the held-out text first; empty where no point has a figure. */
  public static List<Chart> of(StudyOutcome outcome, CurveData data) {
    if (data.lines().isEmpty() || data.stops().findAny().isEmpty()) {
      return List.of();
    }
    CurveCharts charts = new CurveCharts(outcome, data);
    return data.metric() == Metric.NLL && charts.hasTrain()
        ? List.of(charts.held(), charts.train())
        : List.of(charts.held());
  }

  private boolean hasTrain() {
    return data.stops().anyMatch(stop -> stop.scores().trainNll() != null);
  }

  /** The counted baseline where the axis reaches it. */
  private Stream<CountedLevel> counted() {
    return CountedLevel.of(data).filter(level -> level.isWithin(extent));
  }

  private Chart held() {
    boolean isNll = data.metric() == Metric.NLL;
    ChartAxis up = ChartAxis.upright(isNll ? "nll, nats per token" : data.metric().unit(), extent);
    return new Chart(
        "curve",
        "Held-out " + data.metric().figure(),
        note(),
        words(),
        400,
        legend(),
        across,
        up,
        isNll ? up.perplexities() : null,
        lines(),
        counted().flatMap(level -> level.ribbon(across)).toList(),
        bars(),
        marks.strips(),
        data.opponents().stream()
            .map(opponent -> new Level(LineLook.OTHER, data.figure(opponent.scores())))
            .toList(),
        marks.flags(),
        marks.beyond(extent),
        marks.stops());
  }

  private String note() {
    String way =
        data.lines().size() > 1
            ? " Points on one line differ in " + data.dimension() + " only."
            : data.joined() || !data.scale().isNumeric()
                ? ""
                : " Each dot is a point; dots also differ in the other dimensions.";
    return "Lower is better." + way;
  }

  private String words() {
    return data.stops()
        .map(stop -> Point.describe(stop.point().values()) + ": " + Figures.nats(stop.figure()))
        .collect(Collectors.joining("; ", "Held-out " + data.metric().figure() + ": ", "."));
  }

  private List<LegendKey> legend() {
    boolean errors = data.stops().anyMatch(stop -> data.error(stop.scores()) > 0);
    String held = errors ? "held out, mean ± standard error" : "held out";
    Stroke stroke = data.joined() ? Stroke.JOINED : Stroke.POINTS;
    Stream<LegendKey> lines =
        data.lines().size() == 1
            ? Stream.of(new LegendKey(LineLook.HELD, stroke, held))
            : IntStream.range(0, data.lines().size())
                .mapToObj(i -> new LegendKey(data.look(i), stroke, data.lines().get(i).name()));
    return Stream.of(
            lines,
            key(data.folds().size() > 1, LineLook.HELD, Stroke.THIN, "each fold"),
            key(showsCheckpoint(), LineLook.CHECKPOINT, Stroke.JOINED, "best checkpoint"),
            key(
                data.stops().anyMatch(stop -> !stop.isWhole()),
                LineLook.HELD,
                Stroke.HOLLOW,
                "cells are missing"),
            key(
                !marks.strips().isEmpty(),
                LineLook.SET,
                Stroke.AREA,
                "the test does not separate these from the best"),
            key(!data.opponents().isEmpty(), LineLook.OTHER, Stroke.POINTS, "opponent"),
            counted().map(CountedLevel::key))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<LegendKey> key(boolean shown, LineLook look, Stroke stroke, String words) {
    return shown ? Stream.of(new LegendKey(look, stroke, words)) : Stream.empty();
  }

  /** Whether somewhere the best checkpoint is visibly better than the last. */
  private boolean showsCheckpoint() {
    if (data.metric() != Metric.NLL || data.lines().size() > 1 || !data.joined()) {
      return false;
    }
    double[] figures = data.stops().mapToDouble(Stop::figure).sorted().toArray();
    double visible = VISIBLE * (figures[figures.length - 1] - figures[0]);
    return data.stops()
        .anyMatch(
            stop -> {
              Double checkpoint = stop.scores().bestCheckpointNll();
              return checkpoint != null && stop.figure() - checkpoint > visible;
            });
  }

  private List<Chart.Line> lines() {
    List<Chart.Line> lines = new ArrayList<>();
    data.folds()
        .forEach(
            fold ->
                lines.add(
                    new Chart.Line(
                        LineLook.HELD,
                        Stroke.THIN,
                        "",
                        List.copyOf(fold.keySet()),
                        List.copyOf(fold.values()))));
    if (data.folds().size() < 2) {
      lines.clear();
    }
    counted().map(level -> level.line(across)).forEach(lines::add);
    if (showsCheckpoint()) {
      lines.addAll(lines(LineLook.CHECKPOINT, scores -> scores.bestCheckpointNll()));
    }
    lines.addAll(lines(null, data::figure));
    for (int i = 0; i < data.lines().size(); i++) {
      List<Stop> missing =
          data.lines().get(i).stops().stream().filter(stop -> !stop.isWhole()).toList();
      if (!missing.isEmpty()) {
        lines.add(line(data.look(i), Stroke.HOLLOW, missing, data::figure));
      }
    }
    if (!data.opponents().isEmpty()) {
      lines.add(
          new Chart.Line(
              LineLook.OTHER,
              Stroke.POINTS,
              "",
              IntStream.range(0, data.opponents().size())
                  .mapToObj(i -> data.opponentAt(across, i))
                  .toList(),
              data.opponents().stream().map(opponent -> data.figure(opponent.scores())).toList()));
    }
    return lines;
  }

  /** The lines of a figure, through the points that are whole. */
  private List<Chart.Line> lines(
      @Nullable LineLook look, Function<MeanScores, @Nullable Double> figure) {
    Stroke stroke = data.joined() ? Stroke.JOINED : Stroke.POINTS;
    return IntStream.range(0, data.lines().size())
        .mapToObj(
            i ->
                line(
                    look == null ? data.look(i) : look,
                    stroke,
                    data.lines().get(i).stops().stream().filter(Stop::isWhole).toList(),
                    figure))
        .toList();
  }

  private static Chart.Line line(
      LineLook look,
      Stroke stroke,
      List<Stop> stops,
      Function<MeanScores, @Nullable Double> figure) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Stop stop : stops) {
      Double each = figure.apply(stop.scores());
      if (each != null && !each.isNaN()) {
        x.add(stop.at());
        y.add(each);
      }
    }
    return new Chart.Line(look, stroke, "", x, y);
  }

  private List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < data.lines().size(); i++) {
      for (Stop stop : data.lines().get(i).stops()) {
        bar(bars, data.look(i), stop.at(), stop.scores());
      }
    }
    for (int i = 0; i < data.opponents().size(); i++) {
      bar(bars, LineLook.OTHER, data.opponentAt(across, i), data.opponents().get(i).scores());
    }
    return bars;
  }

  private void bar(List<Bar> bars, LineLook look, double at, MeanScores scores) {
    double error = data.error(scores);
    if (error > 0) {
      bars.add(new Bar(look, at, data.figure(scores) - error, data.figure(scores) + error));
    }
  }

  private Chart train() {
    List<Chart.Line> lines =
        new ArrayList<>(
            lines(data.lines().size() == 1 ? LineLook.TRAIN : null, MeanScores::trainNll));
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < data.opponents().size(); i++) {
      Double nll = data.opponents().get(i).scores().trainNll();
      if (nll != null && !nll.isNaN()) {
        x.add(data.opponentAt(across, i));
        y.add(nll);
      }
    }
    lines.add(new Chart.Line(LineLook.OTHER, Stroke.POINTS, "", x, y));
    ChartAxis up =
        ChartAxis.upright(
            "nats per token",
            Extent.of(lines.stream().flatMap(line -> line.y().stream()).toList(), List.of()));
    return new Chart(
        "curve-train",
        "Train nll",
        "Nll of the text that the model was trained on. The held-out text above is what counts.",
        "Train nll over " + data.dimension() + ".",
        220,
        List.of(),
        across,
        up,
        null,
        lines,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        marks.stops());
  }
}
