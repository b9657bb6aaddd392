package org.isotopelm.report.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the weights of each group changed in a training. */
record GroupCharts(RunSeries logs) {
  private Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    logs.runs()
        .forEach(
            run ->
                run.points().forEach(point -> groups.addAll(point.path("groups").propertyNames())));
    return groups;
  }

  Stream<Chart> norms() {
    return groups().stream()
        .flatMap(
            group ->
                TrainingData.chart(
                        "norm-" + group,
                        "Norm of the weights, group " + group,
                        "‖θ‖",
                        logs.all(
                            point ->
                                RunSeries.number(
                                    point.path("groups").path(group).path("weight_norm"))))
                    .make());
  }

  List<Chart> updates() {
    return groups().stream()
        .flatMap(
            group ->
                TrainingData.chart(
                        "update-" + group,
                        "Relative update, group " + group,
                        "‖Δθ‖ / ‖θ‖",
                        logs.all(point -> update(point.path("groups").path(group))))
                    .make())
        .toList();
  }

  /**
   * Where runs measured it: the norm over its equilibrium, and how far a step turns the weights.
   */
  List<Chart> measured() {
    return groups().stream()
        .flatMap(
            group ->
                Stream.concat(
                    TrainingData.chart(
                            "equilibrium-" + group,
                            "Norm over its equilibrium, group " + group,
                            "norm / predicted, log scale",
                            logs.all(point -> positive(point, group, "equilibrium")))
                        .logarithmic()
                        .level(1)
                        .until(lastStep())
                        .make(),
                    TrainingData.chart(
                            "rotation-" + group,
                            "Turn of a step, group " + group,
                            "degrees",
                            logs.all(point -> degrees(point, group)))
                        .make()))
        .toList();
  }

  private static @Nullable Double positive(JsonNode point, String group, String name) {
    Double figure = RunSeries.number(point.path("groups").path(group).path(name));
    return figure == null || figure <= 0 ? null : figure;
  }

  private static @Nullable Double degrees(JsonNode point, String group) {
    Double turn = RunSeries.number(point.path("groups").path(group).path("rotation"));
    return turn == null ? null : (Double) Math.toDegrees(turn);
  }

  private static @Nullable Double update(JsonNode group) {
    Double weights = RunSeries.number(group.path("weight_norm"));
    Double update = RunSeries.number(group.path("update_norm"));
    return weights == null || update == null || weights == 0 ? null : (Double) (update / weights);
  }

  List<Chart> halfLives() {
    return groups().stream()
        .flatMap(group -> halfLife(group).logarithmic().until(lastStep()).make())
        .toList();
  }

  private double lastStep() {
    return logs.runs().stream()
        .flatMap(run -> run.points().stream())
        .mapToDouble(point -> point.path("step").asDouble())
        .max()
        .orElse(1);
  }

  private StepChart halfLife(String group) {
    double most =
        logs.runs().stream()
            .flatMap(run -> run.points().stream())
            .mapToDouble(point -> rate(point, group))
            .max()
            .orElse(0);
    // Where the learning rate runs out decay does, and the half-life would leave every scale.
    return TrainingData.chart(
        "half-" + group,
        "Half-life, group " + group,
        "steps, log scale",
        logs.all(
            point -> {
              double rate = rate(point, group);
              return rate > most / 200 ? (Double) (Math.log(2) / rate) : null;
            }));
  }

  private static double rate(JsonNode point, String group) {
    return point.path("groups").path(group).path("decay_rate").asDouble(0);
  }
}
