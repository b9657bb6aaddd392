package org.isotopelm.study.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/** The settings that a study searches, one axis for each dimension, in the config's order. */
public final class Space {
  /** The value of a half-life or timescale without decay. */
  public static final String INFINITE = "infinite";

  private final Map<String, Axis> axes;

  private Space(Map<String, Axis> axes) {
    this.axes = axes;
  }

  /**
   * The space of the config.
   *
   * @throws ProblemException exit code 3, for an empty range, a path that two dimensions set, or a
   *     condition that cannot be met
   */
  public static Space of(Map<String, Dimension> dimensions) {
    Map<String, Axis> axes = new LinkedHashMap<>();
    dimensions.forEach((name, dimension) -> axes.put(name, Axis.of(name, dimension)));
    SpaceRules.check(axes);
    return new Space(axes);
  }

  /** The dimensions, in the config's order. */
  public List<Axis> axes() {
    return List.copyOf(axes.values());
  }

  /** The dimension of this name; null where there is none. */
  public @Nullable Axis axis(String name) {
    return axes.get(name);
  }

  /** The point at shares of each dimension's range, all in [0, 1). */
  public Point at(double[] shares) {
    Map<String, Object> values = new LinkedHashMap<>();
    int i = 0;
    for (Axis axis : axes.values()) {
      values.put(axis.name(), axis.range().at(shares[i++]));
    }
    return point(values);
  }

  /** The point with these values, given for all dimensions; some may not be searched in it. */
  public Point point(Map<String, Object> values) {
    Map<String, Object> active = new LinkedHashMap<>();
    Map<String, @Nullable Object> overrides = new LinkedHashMap<>();
    for (Axis axis : axes.values()) {
      if (isActive(axis, values)) {
        Object value = value(values, axis.name());
        active.put(axis.name(), value);
        axis.set(value, overrides);
      }
    }
    return new Point(active, overrides);
  }

  /** Whether the dimension is searched where the others have these values. */
  public boolean isActive(Axis axis, Map<String, Object> values) {
    return axis.when().entrySet().stream()
        .allMatch(
            condition ->
                condition.getValue().equals(values.get(condition.getKey()))
                    && isActive(Objects.requireNonNull(axes.get(condition.getKey())), values));
  }

  private static Object value(Map<String, Object> values, String name) {
    return Objects.requireNonNull(values.get(name), "a point has a value in each dimension");
  }

  /** The largest number of points; {@link Long#MAX_VALUE} if it is infinite. */
  public long size() {
    long size = 1;
    for (Axis axis : axes.values()) {
      long count = axis.range().size();
      size = size > Long.MAX_VALUE / count ? Long.MAX_VALUE : size * count;
    }
    return size;
  }

  /**
   * The Cartesian product; the last dimension changes fastest.
   *
   * @param values all that a dimension may take
   */
  public List<Point> product(Function<Axis, List<Object>> values) {
    List<Map<String, Object>> product = List.of(Map.of());
    for (Axis axis : axes.values()) {
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> start : product) {
        for (Object value : values.apply(axis)) {
          Map<String, Object> next = new LinkedHashMap<>(start);
          next.put(axis.name(), value);
          longer.add(next);
        }
      }
      product = longer;
    }
    Set<Point> points = new LinkedHashSet<>();
    product.forEach(all -> points.add(point(all)));
    return List.copyOf(points);
  }

  /** The dimensions that are a λ: all their paths end in {@code .lambda}. */
  public List<String> lambdas() {
    return axes.values().stream().filter(Axis::isLambda).map(Axis::name).toList();
  }

  /** The dimensions that are a weight decay, given as λ, exposure, half-life or timescale. */
  public List<String> decays() {
    return axes.values().stream().filter(Axis::isDecay).map(Axis::name).toList();
  }

  /**
   * The same point without decay: with every λ and exposure at 0, every half-life and timescale
   * infinite. Null where the space holds no decay.
   */
  public @Nullable Point zeroOf(Point point) {
    if (decays().isEmpty()) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    Map<String, @Nullable Object> overrides = new LinkedHashMap<>(point.overrides());
    for (String name : decays()) {
      Axis axis = Objects.requireNonNull(axes.get(name));
      if (values.containsKey(name)) {
        values.put(name, axis.isTime() ? INFINITE : (Object) 0L);
        axis.setZero(overrides);
      }
    }
    return new Point(values, overrides);
  }

  /** The dimensions in which the point is at an edge, so that a better point may lie outside. */
  public List<String> edges(Point point) {
    return point.values().entrySet().stream()
        .filter(entry -> Objects.requireNonNull(axes.get(entry.getKey())).atEdge(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
