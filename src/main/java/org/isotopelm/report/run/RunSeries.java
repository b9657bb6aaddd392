package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.run.StepChart.Series;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Figures by step, read off the logs of runs. */
record RunSeries(List<RunPart> runs) {
  List<Series> all(Function<JsonNode, @Nullable Double> figure) {
    return IntStream.range(0, runs.size()).mapToObj(i -> series(i, Stroke.PLAIN, figure)).toList();
  }

  Series series(int run, Stroke stroke, Function<JsonNode, @Nullable Double> figure) {
    List<Double> steps = new ArrayList<>();
    List<Double> figures = new ArrayList<>();
    for (JsonNode point : runs.get(run).points()) {
      Double each = figure.apply(point);
      if (each != null) {
        steps.add(point.path("step").asDouble());
        figures.add(each);
      }
    }
    return new Series(
        LineLook.line(run), stroke, TrainingData.words(runs.get(run).name()), steps, figures);
  }

  static Function<JsonNode, @Nullable Double> figure(String name) {
    return point -> number(point.path(name));
  }

  static @Nullable Double number(JsonNode value) {
    return value.isNumber() ? (Double) value.asDouble() : null;
  }
}
