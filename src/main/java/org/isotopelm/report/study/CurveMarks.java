package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Beyond;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.report.chart.Chart.Flag;
import org.isotopelm.report.chart.Chart.Strip;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.run.Facts;
import org.isotopelm.report.study.CurveData.Line;
import org.isotopelm.report.study.CurveData.Stop;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.space.Point;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What a curve says of its points: which is the best, which are like it, and their figures. */
final class CurveMarks {
  private final CurveData data;
  private final ChartAxis across;
  private final StudyMarks marks;
  private final @Nullable Map<String, Object> best;

  CurveMarks(StudyOutcome outcome, CurveData data, ChartAxis across) {
    this.data = data;
    this.across = across;
    marks = StudyMarks.of(outcome.findings());
    best = outcome.result().best();
  }

  /**
   * Halfway from one neighbour to halfway to the other, of each that the test finds like the best.
   */
  List<Strip> strips() {
    if (!data.joined() || data.lines().size() > 1) {
      return List.of();
    }
    List<Stop> stops = data.lines().getFirst().stops();
    double end = Objects.requireNonNullElse(across.aside(), across.high());
    List<Strip> strips = new ArrayList<>();
    for (int i = 0; i < stops.size(); i++) {
      Map<String, Object> values = stops.get(i).point().values();
      if (marks.has(values, Mark.BEST) || marks.has(values, Mark.SET)) {
        strips.add(
            new Strip(
                i == 0 ? across.low() : (stops.get(i - 1).at() + stops.get(i).at()) / 2,
                i == stops.size() - 1 ? end : (stops.get(i).at() + stops.get(i + 1).at()) / 2));
      }
    }
    return strips.size() > 1 ? strips : List.of();
  }

  List<Flag> flags() {
    Stop lowest = marked(Mark.BEST);
    Stop simple = marked(Mark.SIMPLE);
    List<Flag> flags = new ArrayList<>();
    if (lowest != null) {
      flags.add(flag(lowest, lowest.equals(simple) ? "best, and within 1 s.e." : "best"));
    }
    if (simple != null && !simple.equals(lowest)) {
      flags.add(flag(simple, "within 1 s.e."));
    }
    return flags;
  }

  private Flag flag(Stop stop, String words) {
    Object value = Objects.requireNonNull(stop.point().values().get(data.dimension()));
    return new Flag(stop.at(), stop.figure(), words + ": " + Figures.value(value));
  }

  private @Nullable Stop marked(Mark mark) {
    return data.stops()
        .filter(
            stop ->
                marks.has(stop.point().values(), mark)
                    || (mark == Mark.BEST && stop.point().values().equals(best)))
        .findFirst()
        .orElse(null);
  }

  /** What is said of each place; of several points there, their figures. */
  List<Chart.Stop> stops() {
    Map<Double, List<Chart.Stop>> at = new TreeMap<>();
    for (Line line : data.lines()) {
      for (Stop stop : line.stops()) {
        List<Fact> facts =
            data.lines().size() == 1
                ? Facts.of(stop.point(), data.metric())
                : List.of(new Fact(line.name(), Facts.held(stop.scores(), data.metric())));
        String title =
            data.lines().size() == 1
                ? Point.describe(stop.point().values())
                : Point.describe(
                    Map.of(
                        data.dimension(),
                        Objects.requireNonNull(stop.point().values().get(data.dimension()))));
        at.computeIfAbsent(stop.at(), _ -> new ArrayList<>())
            .add(new Chart.Stop(stop.at(), title, facts));
      }
    }
    List<Chart.Stop> stops = new ArrayList<>();
    at.forEach(
        (place, each) ->
            stops.add(
                new Chart.Stop(
                    place,
                    each.getFirst().title(),
                    each.stream().flatMap(stop -> stop.facts().stream()).toList())));
    for (int i = 0; i < data.opponents().size(); i++) {
      OpponentResult opponent = data.opponents().get(i);
      stops.add(
          new Chart.Stop(
              data.opponentAt(across, i),
              opponent.name(),
              Facts.of(opponent.scores(), data.metric())));
    }
    return stops;
  }

  /** What lies above the axis. */
  List<Beyond> beyond(Extent extent) {
    List<Beyond> beyond = new ArrayList<>();
    data.stops()
        .filter(stop -> extent.isBelow(stop.figure()))
        .forEach(stop -> beyond.add(new Beyond(stop.at(), Phrases.figure(stop.figure()))));
    for (int i = 0; i < data.opponents().size(); i++) {
      double figure = data.figure(data.opponents().get(i).scores());
      if (extent.isBelow(figure)) {
        beyond.add(new Beyond(data.opponentAt(across, i), Phrases.figure(figure)));
      }
    }
    return beyond;
  }
}
