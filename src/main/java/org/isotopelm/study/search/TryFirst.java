package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/** The config's {@code study.try_first}: points that are trained before any that are proposed. */
public final class TryFirst {
  private final Space space;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final String path;

  private TryFirst(Space space, Map<String, Object> given, String path) {
    this.space = space;
    this.path = path;
    given.forEach((name, value) -> values.put(name, Axis.plain(value)));
  }

  /**
   * The points, in their order.
   *
   * @throws ProblemException exit code 3, for one that is not a point of the space, or is given
   *     twice
   */
  public static List<Point> of(Space space, List<Map<String, Object>> given) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String path = "study.try_first." + i;
      Point point = new TryFirst(space, given.get(i), path).point();
      if (points.contains(point)) {
        throw ProblemException.config(
            path, "is the same point as entry " + points.indexOf(point) + "; keep one of them");
      }
      points.add(point);
    }
    return List.copyOf(points);
  }

  private Point point() {
    values.keySet().forEach(this::checkName);
    for (Axis axis : space.axes()) {
      Object value = values.get(axis.name());
      boolean active = space.isActive(axis, values);
      if (active && value == null) {
        throw ProblemException.config(
            path, "has no value for " + axis.name() + "; give one of " + describe(axis.range()));
      }
      if (value != null && !active) {
        throw at(
            axis.name(), "is not searched unless " + Point.describe(axis.when()) + "; remove it");
      }
      if (value != null) {
        checkValue(axis, value);
      }
    }
    return space.point(values);
  }

  private void checkName(String name) {
    if (space.axis(name) == null) {
      List<String> known = space.axes().stream().map(Axis::name).toList();
      throw at(
          name,
          "is not a dimension of this study"
              + Nearest.hint(name, known)
              + " (it has "
              + String.join(", ", known)
              + ")");
    }
  }

  private void checkValue(Axis axis, Object value) {
    if (!axis.range().holds(value)) {
      throw at(
          axis.name(),
          value + " is not in the space; use one of " + describe(axis.range()) + ", or widen it");
    }
  }

  private ProblemException at(String name, String message) {
    return ProblemException.config(path + "." + name, message);
  }

  private static String describe(Axis.Range range) {
    return switch (range) {
      case Axis.Values(List<Object> values) -> values.toString();
      case Axis.Real(double low, double high, boolean _) ->
          "the numbers from " + low + " to " + high;
      case Axis.Whole(long low, long high, boolean _) ->
          "the whole numbers from " + low + " to " + high;
    };
  }
}
