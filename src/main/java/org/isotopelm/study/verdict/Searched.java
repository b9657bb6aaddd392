package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** Whether the right values were searched. */
public sealed interface Searched extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /**
   * The best value is 0, the least there is.
   *
   * @param next the smallest other value tried
   */
  record ZeroEdge(String dimension, double next) implements Searched {
    static ZeroEdge of(Grounds grounds, String dimension) {
      return new ZeroEdge(
          dimension,
          grounds.result().points().stream()
              .mapToDouble(point -> Grounds.number(point.values(), dimension))
              .filter(value -> value > 0)
              .min()
              .orElse(Double.NaN));
    }

    @Override
    public String sentence() {
      return "The best %s is 0. Try values between 0 and %s: one of them may be better."
          .formatted(dimension, Figures.value(next));
    }
  }

  /** The best value lies at an end of what was searched. */
  record Edge(String dimension, double value, boolean upper) implements Searched {
    /** On which side of the values tried the best lies, in each dimension. */
    static Stream<Finding> of(Grounds grounds) {
      Map<String, Object> best = Objects.requireNonNullElse(grounds.result().best(), Map.of());
      return grounds.result().atEdge().stream()
          .map(
              name -> {
                double value = Grounds.number(best, name);
                return value == 0
                    ? ZeroEdge.of(grounds, name)
                    : new Edge(name, value, Grounds.isUpper(grounds.result(), best, name));
              });
    }

    @Override
    public String sentence() {
      return "The best %s, %s, is at the %s end of the range searched. A better one may be outside: try %s values."
          .formatted(
              dimension,
              Figures.value(value),
              upper ? "upper" : "lower",
              upper ? "larger" : "smaller");
    }
  }

  /** The largest exposure searched is too small to act in a run. */
  record Idle(double largest) implements Searched {
    static Stream<Finding> of(Grounds grounds) {
      double largest =
          grounds.result().points().stream().mapToDouble(Grounds::exposure).max().orElse(0);
      boolean decays = !grounds.plan().space().decays().isEmpty();
      return Grounds.when(
          decays && largest > 0 && largest < Explanation.LEAST_EXPOSURE, new Idle(largest));
    }

    @Override
    public String sentence() {
      return "Every λ in this space is too small to act. At the largest exposure, κ = %s, a weight without gradients keeps over 95 %% of its size: try larger values."
          .formatted(Phrases.figure(largest));
    }
  }

  /**
   * Decay so strong that no weight holds what it learns.
   *
   * @param limit the least size that weights must be able to reach
   */
  record Erasing(double limit, List<Map<String, Object>> points) implements Searched {
    static Stream<Finding> of(Grounds grounds) {
      List<Map<String, Object>> points =
          grounds.plan().space().decays().isEmpty() ? List.of() : grounds.points(Erasing::erases);
      return Grounds.when(points, new Erasing(Explanation.LEAST_REACH, points));
    }

    private static boolean erases(PointResult point) {
      return Grounds.reach(point) < Explanation.LEAST_REACH && !Grounds.overshoots(point);
    }

    @Override
    public String sentence() {
      return "At %s decay erases the model: no weight can grow beyond %s, because decay then takes as much as a step gives. Such a model learns little more than how frequent each token is."
          .formatted(Phrases.points(points), Figures.value(limit));
    }
  }

  /** Decay rates over 1, at the mean over the run or more: no decay any more. */
  record Overshooting(List<Map<String, Object>> points) implements Searched {
    static Stream<Finding> of(Grounds grounds) {
      List<Map<String, Object>> points = grounds.points(Grounds::overshoots);
      return Grounds.when(points, new Overshooting(points));
    }

    @Override
    public String sentence() {
      return "At %s the decay of an average step is larger than the weight itself, so it turns the weight's sign. Above twice the weight it makes the weight grow, and the training diverges."
          .formatted(Phrases.points(points));
    }
  }
}
