package org.isotopelm.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.IsotopeException;
import org.isotopelm.math.RandomStream;
import org.jspecify.annotations.Nullable;

/** The settings that a study searches, one axis a dimension, in the config's order. */
public final class Space {
  /** Draws for each new point before a space of lists is taken to be used up. */
  private static final int PATIENCE = 1000;

  private final List<Axis> axes;

  private Space(List<Axis> axes) {
    this.axes = axes;
  }

  /**
   * The space of the config.
   *
   * @throws IsotopeException exit code 3, for an empty range or a path that two dimensions set
   */
  public static Space of(Map<String, StudySpec.Dimension> dimensions) {
    List<Axis> axes = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    dimensions.forEach((name, dimension) -> axes.add(Axis.of(name, dimension)));
    for (Axis axis : axes) {
      for (String path : axis.set()) {
        if (!paths.add(path)) {
          throw IsotopeException.config(
              "study.space." + axis.name() + ".set", path + " is set twice; set it once");
        }
      }
    }
    return new Space(List.copyOf(axes));
  }

  /** The points of a search: all of a grid, or as many random ones as there are trials. */
  public List<Point> points(Search search, long seed) {
    return switch (search) {
      case Search.Grid() -> grid();
      case Search.Random(int trials) -> random(trials, seed);
      case Search.Sobol _, Search.Gp _, Search.Path _ ->
          throw new UnsupportedOperationException("not yet");
    };
  }

  /** The Cartesian product; the last dimension changes fastest. */
  private List<Point> grid() {
    List<Map<String, Object>> product = List.of(Map.of());
    for (Axis axis : axes) {
      if (!(axis.range() instanceof Axis.Values(List<Object> values))) {
        throw IsotopeException.config(
            "study.space." + axis.name(),
            "a grid needs a list of values; give values, or take search: {kind: random, trials: 30}");
      }
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> start : product) {
        for (Object value : values) {
          Map<String, Object> next = new LinkedHashMap<>(start);
          next.put(axis.name(), value);
          longer.add(next);
        }
      }
      product = longer;
    }
    return product.stream().map(this::point).toList();
  }

  /**
   * Points drawn one by one, each axis from a stream of its own, so that neither the order of the
   * dimensions nor the number of trials changes what the first draws are. A point is tried once: a
   * space of lists may hold fewer than {@code trials}.
   */
  private List<Point> random(int trials, long seed) {
    List<RandomStream> streams =
        axes.stream().map(axis -> RandomStream.of(seed, "study:" + axis.name())).toList();
    Set<Point> points = new LinkedHashSet<>();
    for (int misses = 0; points.size() < trials && misses < PATIENCE; ) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < axes.size(); i++) {
        values.put(axes.get(i).name(), axes.get(i).draw(streams.get(i)));
      }
      misses = points.add(point(values)) ? 0 : misses + 1;
    }
    return List.copyOf(points);
  }

  /** The point with these values. */
  Point point(Map<String, Object> values) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    for (Axis axis : axes) {
      axis.set().forEach(path -> overrides.put(path, value(values, axis)));
    }
    return new Point(values, overrides);
  }

  private static Object value(Map<String, Object> values, Axis axis) {
    return Objects.requireNonNull(values.get(axis.name()), "a point has a value on each axis");
  }

  /** The dimensions that are a λ: all their paths end in {@code .lambda}. */
  public List<String> lambdas() {
    return axes.stream().filter(Axis::isLambda).map(Axis::name).toList();
  }

  /** The same point with every λ at 0; null where the space holds no λ. */
  public @Nullable Point zeroOf(Point point) {
    if (lambdas().isEmpty()) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    lambdas().forEach(name -> values.put(name, 0L));
    return point(values);
  }

  /** The dimensions on whose edge the point lies, so that a better one may lie outside. */
  public List<String> edges(Point point) {
    return axes.stream()
        .filter(axis -> axis.atEdge(value(point.values(), axis)))
        .map(Axis::name)
        .toList();
  }
}
