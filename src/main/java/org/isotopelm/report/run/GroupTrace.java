package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.run.ReportData.RunPart;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the log of a run says of one group of weights, from its first line to its last.
 *
 * @param plan how the group decays; null where the run has no plan
 * @param points lines of metrics.jsonl
 */
record GroupTrace(String group, Explanation.@Nullable Entry plan, List<JsonNode> points) {
  /** From c·λ‖θ‖ before a step to the same after it. */
  private static final double ROUNDING = 0.1;

  /** Where the last quarter of the steps begins. */
  static final double LATE = 0.75;

  /** A figure at a step. */
  record Dot(double step, double figure) {}

  /** The groups that were measured, in the order of the log. */
  static List<GroupTrace> measured(RunPart run) {
    Set<String> groups = new LinkedHashSet<>();
    run.points().forEach(point -> groups.addAll(point.path("groups").propertyNames()));
    return groups.stream()
        .map(group -> new GroupTrace(group, entry(run.plan(), group), run.points()))
        .filter(trace -> !trace.dots("tangential").isEmpty())
        .toList();
  }

  private static Explanation.@Nullable Entry entry(@Nullable Explanation plan, String group) {
    return plan == null
        ? null
        : plan.decay().stream()
            .filter(entry -> entry.group().equals(group))
            .findFirst()
            .orElse(null);
  }

  /** Whether a line of the log has what the optimizer and decay did, not norms alone. */
  static boolean isMeasured(JsonNode point) {
    return point.path("groups").valueStream().anyMatch(group -> group.has("tangential"));
  }

  /** The lines that have a figure of the group. */
  List<Dot> dots(String name) {
    return dots(node -> RunSeries.number(node.path(name)));
  }

  /** Those of steps whose η was above 0: one of 0 has no update, which turns nothing. */
  List<Dot> updated(String name) {
    List<JsonNode> moved =
        points.stream()
            .filter(
                point ->
                    !point.path("learning_rate").isNumber()
                        || point.path("learning_rate").asDouble() != 0)
            .toList();
    return new GroupTrace(group, plan, moved).dots(name);
  }

  private List<Dot> dots(Function<JsonNode, @Nullable Double> figure) {
    List<Dot> dots = new ArrayList<>();
    for (JsonNode point : points) {
      Double each = figure.apply(point.path("groups").path(group));
      if (each != null && Double.isFinite(each)) {
        dots.add(new Dot(point.path("step").asDouble(), each));
      }
    }
    return dots;
  }

  /** The norm of the weights. */
  List<Dot> norms() {
    return dots("weight_norm");
  }

  /** Whether λ was ever above 0. */
  boolean hasLambda() {
    return dots("lambda").stream().anyMatch(dot -> dot.figure() > 0);
  }

  /** Whether decay ever acted on the weights themselves. */
  boolean decays() {
    return dots("decay_rate").stream().anyMatch(dot -> dot.figure() > 0);
  }

  /**
   * Decay's part of a change of the norm, where it is towards zero: the share c·λ of the norm, or
   * what a mask left of it. A mask M that keeps some weights from decay leaves c·λ·‖M⊙θ‖²/‖θ‖² of
   * that share, which is decay_norm²/(c·λ·‖θ‖²).
   */
  List<Dot> taken() {
    List<Dot> rates = dots("decay_rate");
    if (!decays()
        || (plan != null && plan.target() != null && plan.target() != Parts.Target.ZERO)
        || rates.stream().anyMatch(dot -> dot.figure() >= 1)) {
      return List.of();
    }
    List<Dot> shares = unmasked();
    return shares.stream().allMatch(dot -> dot.figure() > 1 - ROUNDING)
        ? rates
        : rates.stream()
            .map(rate -> new Dot(rate.step(), rate.figure() * latest(shares, rate.step())))
            .toList();
  }

  /** ‖M⊙θ‖²/‖θ‖². */
  private List<Dot> unmasked() {
    return dots(
        node -> {
          Double rate = RunSeries.number(node.path("decay_rate"));
          Double norm = RunSeries.number(node.path("weight_norm"));
          Double decay = RunSeries.number(node.path("decay_norm"));
          return rate == null || norm == null || decay == null || rate * norm <= 0
              ? null
              : (Double) Math.min(1, Math.pow(decay / (rate * norm), 2));
        });
  }

  private static double latest(List<Dot> dots, double step) {
    double figure = dots.getFirst().figure();
    for (Dot dot : dots) {
      if (dot.step() <= step) {
        figure = dot.figure();
      }
    }
    return figure;
  }

  /** The mean over the last quarter of the steps that these figures reach. */
  static OptionalDouble late(List<Dot> dots) {
    return dots.isEmpty() ? OptionalDouble.empty() : late(dots, dots.getLast().step());
  }

  /** The mean over the last quarter of a run; its last figure where there is none so late. */
  static OptionalDouble late(List<Dot> dots, double lastStep) {
    double from = dots.isEmpty() ? 0 : Math.min(LATE * lastStep, dots.getLast().step());
    return dots.stream().filter(dot -> dot.step() >= from).mapToDouble(Dot::figure).average();
  }

  /** The last step that the log has. */
  double lastStep() {
    return points.isEmpty() ? 0 : points.getLast().path("step").asDouble();
  }
}
