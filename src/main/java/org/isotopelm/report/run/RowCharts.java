package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Line;
import org.isotopelm.report.chart.Chart.Stop;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.chart.Tick;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import tools.jackson.databind.JsonNode;

/** Pictures of the rows of embeddings, by how frequent their tokens are. */
final class RowCharts {
  private static final int HEIGHT = 250;
  private static final int PARTS = 10;
  private static final List<LineLook> LOOKS =
      List.of(LineLook.THIRD, LineLook.SECOND, LineLook.FIRST);

  /** Mean row norms at a step, of the most frequent tokens first. */
  private record Rows(double step, List<Double> norms) {
    String name() {
      return "step " + Figures.whole((long) step);
    }
  }

  private RowCharts() {}

  /** One for each embedding that was measured. */
  static Stream<Chart> of(List<JsonNode> points) {
    Map<String, List<Rows>> tensors = new LinkedHashMap<>();
    for (JsonNode point : points) {
      for (JsonNode group : point.path("groups")) {
        group
            .path("tensors")
            .properties()
            .forEach(
                tensor ->
                    rows(point.path("step").asDouble(), tensor.getValue().path("row_norms"))
                        .forEach(
                            rows ->
                                tensors
                                    .computeIfAbsent(tensor.getKey(), _ -> new ArrayList<>())
                                    .add(rows)));
      }
    }
    return tensors.entrySet().stream().map(tensor -> chart(tensor.getKey(), tensor.getValue()));
  }

  private static Stream<Rows> rows(double step, JsonNode norms) {
    List<Double> figures =
        norms.valueStream().filter(JsonNode::isNumber).map(JsonNode::asDouble).toList();
    return figures.size() != PARTS ? Stream.empty() : Stream.of(new Rows(step, figures));
  }

  private static Chart chart(String tensor, List<Rows> all) {
    Rows first = all.getFirst();
    Rows last = all.getLast();
    List<Rows> shown = Stream.of(first, all.get(all.size() / 2), last).distinct().toList();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Rows rows = shown.get(i);
      LineLook look = LOOKS.get(i + LOOKS.size() - shown.size());
      lines.add(new Line(look, Stroke.JOINED, rows.name(), places(rows), rows.norms()));
    }
    List<Double> figures = new ArrayList<>(List.of(0.0));
    lines.forEach(line -> figures.addAll(line.y()));
    String title = tensor + ": do the rows of rare tokens shrink more?";
    return new Chart(
        "decay-rows-" + tensor,
        title,
        note(first, last),
        title + " " + note(first, last),
        HEIGHT,
        lines.size() < 2
            ? List.of()
            : lines.stream()
                .map(line -> new LegendKey(line.look(), line.stroke(), line.name()))
                .toList(),
        axis(),
        ChartAxis.upright("mean norm of a row", Extent.of(figures, List.of())),
        null,
        lines,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        stops(shown));
  }

  private static List<Double> places(Rows rows) {
    return IntStream.range(0, rows.norms().size()).mapToObj(i -> (double) i).toList();
  }

  private static ChartAxis axis() {
    List<Tick> ticks =
        IntStream.range(0, PARTS).mapToObj(i -> new Tick(i, String.valueOf(i + 1))).toList();
    return new ChartAxis(
        "tenth of the vocabulary, the most frequent first",
        false,
        -0.5,
        PARTS - 0.5,
        ticks,
        null,
        null);
  }

  private static List<Stop> stops(List<Rows> shown) {
    return IntStream.range(0, PARTS)
        .mapToObj(
            i ->
                new Stop(
                    i,
                    "tenth " + (i + 1),
                    shown.stream()
                        .map(rows -> new Fact(rows.name(), Phrases.figure(rows.norms().get(i))))
                        .toList()))
        .toList();
  }

  private static String note(Rows first, Rows last) {
    return first.equals(last)
        ? "Mean norms at step " + Figures.whole((long) first.step()) + "."
        : "From step %s to step %s the rows of the most frequent tenth %s, and those of the rarest tenth %s."
            .formatted(
                Figures.whole((long) first.step()),
                Figures.whole((long) last.step()),
                change(first.norms().getFirst(), last.norms().getFirst()),
                change(first.norms().getLast(), last.norms().getLast()));
  }

  /** {@code grew by 12 %}. */
  static String change(double from, double to) {
    double share = from == 0 ? 0 : to / from - 1;
    String size = Phrases.figure(100 * Math.abs(share)) + " %";
    return share == 0 ? "kept their size" : (share > 0 ? "grew by " : "shrank by ") + size;
  }
}
