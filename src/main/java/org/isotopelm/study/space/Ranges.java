package org.isotopelm.study.space;

import java.util.List;
import java.util.Objects;
import org.isotopelm.base.ProblemException;

/** Reads the range of a dimension's values. */
final class Ranges {
  private Ranges() {}

  /**
   * The range of a dimension.
   *
   * @param path of the dimension in the config
   * @throws ProblemException exit code 3, where it is empty
   */
  static Axis.Range of(String path, Dimension dimension) {
    if (dimension.values() != null) {
      if (dimension.integer()) {
        throw ProblemException.config(
            path + ".integer",
            "rounds the numbers of a range, and values are used as they are; remove it");
      }
      return values(path + ".values", dimension.values());
    }
    boolean log = dimension.logUniform() != null;
    List<Double> ends =
        Objects.requireNonNull(
            log ? dimension.logUniform() : dimension.uniform(),
            "a dimension has values or a range");
    String key = path + (log ? ".log_uniform" : ".uniform");
    check(key, ends, log);
    return dimension.integer()
        ? whole(key, ends, log)
        : new Axis.Real(ends.get(0), ends.get(1), log);
  }

  private static Axis.Range values(String path, List<Object> given) {
    List<Object> values = given.stream().map(Axis::plain).toList();
    if (values.isEmpty()) {
      throw ProblemException.config(path, "is empty; give at least one value");
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.indexOf(values.get(i)) < i) {
        throw ProblemException.config(path, values.get(i) + " is there twice; keep one");
      }
    }
    return new Axis.Values(values);
  }

  private static void check(String path, List<Double> ends, boolean log) {
    boolean sound =
        ends.size() == 2
            && ends.stream().allMatch(Double::isFinite)
            && ends.get(0) < ends.get(1)
            && (!log || ends.get(0) > 0);
    if (!sound) {
      String rule = log ? "two numbers above 0, the lower first" : "two numbers, the lower first";
      throw ProblemException.config(path, ends + " is not a range; give " + rule);
    }
  }

  private static Axis.Range whole(String path, List<Double> ends, boolean log) {
    long low = (long) Math.ceil(ends.get(0));
    long high = (long) Math.floor(ends.get(1));
    if (low > high) {
      throw ProblemException.config(
          path, ends + " contains no whole number; widen it, or remove integer: true");
    }
    return new Axis.Whole(low, high, log);
  }
}
