package org.isotopelm.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.isotopelm.IsotopeException;
import org.isotopelm.math.RandomStream;

/**
 * One dimension of a {@link Space}: a name, the config paths that take its value, and where its
 * values come from.
 */
record Axis(String name, List<String> set, Range range) {

  /** Share of a continuous range at either end that counts as its edge. */
  private static final double EDGE = 0.05;

  /** Drawn numbers are rounded to this: 0.003472 can be typed again. */
  private static final MathContext DRAWN = new MathContext(4);

  /** Where values come from. */
  sealed interface Range {}

  /** One of a list, each as likely as the others. */
  record Values(List<Object> values) implements Range {}

  /** Any number from low to high; where {@code log} is set, its logarithm is uniform. */
  record Continuous(double low, double high, boolean log) implements Range {
    double at(double share) {
      return log
          ? StrictMath.exp(StrictMath.log(low) + share * StrictMath.log(high / low))
          : low + share * (high - low);
    }

    double shareOf(double value) {
      return log
          ? StrictMath.log(value / low) / StrictMath.log(high / low)
          : (value - low) / (high - low);
    }
  }

  /**
   * The dimension {@code name} of the config.
   *
   * @throws IsotopeException exit code 3, where nothing could be searched
   */
  static Axis of(String name, StudySpec.Dimension dimension) {
    String path = "study.space." + name;
    if (dimension.set().isEmpty()) {
      throw IsotopeException.config(path + ".set", "names no config value; name at least one");
    }
    Axis axis = new Axis(name, List.copyOf(dimension.set()), range(path, dimension));
    if (axis.isLambda() && axis.range() instanceof Values(List<Object> values)) {
      for (Object value : values) {
        if (!(value instanceof Number)) {
          throw IsotopeException.config(path + ".values", value + " is no number; a λ is one");
        }
      }
    }
    return axis;
  }

  private static Range range(String path, StudySpec.Dimension dimension) {
    if (dimension.values() != null) {
      return values(path + ".values", dimension.values());
    }
    if (dimension.logUniform() != null) {
      return continuous(path + ".log_uniform", dimension.logUniform(), true);
    }
    return continuous(
        path + ".uniform",
        Objects.requireNonNull(dimension.uniform(), "a dimension has values or a range"),
        false);
  }

  private static Range values(String path, List<Object> given) {
    List<Object> values = given.stream().map(Axis::plain).toList();
    if (values.isEmpty()) {
      throw IsotopeException.config(path, "is empty; give at least one value");
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.indexOf(values.get(i)) < i) {
        throw IsotopeException.config(path, values.get(i) + " stands there twice; keep one");
      }
    }
    return new Values(values);
  }

  private static Range continuous(String path, List<Double> ends, boolean log) {
    boolean sound =
        ends.size() == 2
            && ends.stream().allMatch(Double::isFinite)
            && ends.get(0) < ends.get(1)
            && (!log || ends.get(0) > 0);
    if (!sound) {
      String rule = log ? "two numbers above 0, the lower first" : "two numbers, the lower first";
      throw IsotopeException.config(path, ends + " is no range; give " + rule);
    }
    return new Continuous(ends.get(0), ends.get(1), log);
  }

  /** One way to write each number, so that 1 and 1.0 are the same value: whole ones as a Long. */
  private static Object plain(Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    double real = number.doubleValue();
    return real == Math.rint(real) && Math.abs(real) < 0x1p53 ? (Object) (long) real : real;
  }

  /** Whether this dimension is a weight decay: all its paths end in {@code .lambda}. */
  boolean isLambda() {
    return set.stream().allMatch(path -> path.endsWith(".lambda"));
  }

  /** A value from the stream. */
  Object draw(RandomStream random) {
    return switch (range) {
      case Values(List<Object> values) -> values.get(random.nextInt(values.size()));
      case Continuous continuous -> {
        double value = continuous.at(random.nextDouble());
        yield plain(new BigDecimal(value).round(DRAWN).doubleValue());
      }
    };
  }

  /**
   * Whether a better value may lie outside: the least or greatest of a list of numbers (a λ of 0,
   * below which there is nothing, too: it says that decay did not help), or the outer twentieth of
   * a range, on its scale.
   */
  boolean atEdge(Object value) {
    return switch (range) {
      case Values(List<Object> values) -> {
        DoubleSummaryStatistics all =
            values.stream().flatMapToDouble(Axis::number).summaryStatistics();
        yield all.getCount() > 1
            && number(value).anyMatch(number -> number == all.getMin() || number == all.getMax());
      }
      case Continuous continuous -> {
        double share = number(value).map(continuous::shareOf).sum();
        yield share < EDGE || share > 1 - EDGE;
      }
    };
  }

  private static DoubleStream number(Object value) {
    return value instanceof Number number
        ? DoubleStream.of(number.doubleValue())
        : DoubleStream.empty();
  }
}
