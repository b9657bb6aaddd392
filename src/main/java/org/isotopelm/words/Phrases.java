package org.isotopelm.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How figures are said in sentences. */
public final class Phrases {
  public static final int FEW = 6;

  private Phrases() {}

  /** {@code 3 folds}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** {@code lambda = 0.1, eta = 0.003}. */
  public static String describe(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + Figures.value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * {@code lambda = 0.1}, {@code lambda = 0.1 and lambda = 1}, or how many, where they are many.
   */
  public static String points(List<Map<String, Object>> points) {
    return points.size() > FEW
        ? points.size() + " points"
        : list(points.stream().map(Phrases::describe).toList());
  }

  /** {@code a, b and c}. */
  public static String list(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
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
