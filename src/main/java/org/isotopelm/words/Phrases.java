package org.isotopelm.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How figures are said in sentences. */
public final class Phrases {
  public static final int FEW = 6;

  private Phrases() {}

  /** {@code 3 folds}. */
  public static String count(long number, String thing) {
    return Figures.whole(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** {@code lambda = 0.1, eta = 0.003}. */
  public static String describe(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + Figures.value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * {@code lambda = 0.1}, {@code lambda = 0.1 and 1}, {@code a = 1, b = 2 and a = 1, b = 3}, or how
   * many, where they are many.
   */
  public static String points(List<Map<String, Object>> points) {
    if (points.size() > FEW) {
      return points.size() + " points";
    }
    Set<Set<String>> names = points.stream().map(Map::keySet).collect(Collectors.toSet());
    if (names.size() > 1 || points.getFirst().size() != 1) {
      return list(points.stream().map(Phrases::describe).toList());
    }
    return points.getFirst().keySet().iterator().next()
        + " = "
        + list(
            points.stream().map(point -> Figures.value(point.values().iterator().next())).toList());
  }

  /** {@code a, b and c}. */
  public static String list(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** {@code 95 % interval 0.1 to 0.3}, of figures as they are shown. */
  public static String interval(String low, String high) {
    return "95 % interval " + low + " to " + high;
  }

  /** {@code 95 % interval of the difference 0.1 to 0.3}. */
  public static String interval(String of, String low, String high) {
    return "95 % interval of " + of + " " + low + " to " + high;
  }

  public static String p(double p) {
    return (p < 0.001 ? "p " : "p = ") + Figures.p(p);
  }

  /** A figure to three digits. */
  public static String figure(double value) {
    return Figures.value(
        Double.isFinite(value)
            ? new BigDecimal(value).round(new MathContext(3)).doubleValue()
            : value);
  }
}
