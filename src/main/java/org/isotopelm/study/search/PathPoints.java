package org.isotopelm.study.search;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.isotopelm.IsotopeException;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/** The values of one λ from strong decay to weak. */
public final class PathPoints {
  private PathPoints() {}

  /**
   * The points, the strongest decay first and none last.
   *
   * @param first those of {@code try_first}, which a path has no place for
   * @throws IsotopeException exit code 3, for any other space
   */
  public static List<Point> of(Space space, List<Point> first) {
    if (!first.isEmpty()) {
      throw IsotopeException.config(
          "study.try_first", "a path goes through its values in one order; remove try_first");
    }
    Axis axis = space.axes().getFirst();
    boolean sound =
        space.axes().size() == 1
            && axis.isDecay()
            && axis.range() instanceof Axis.Values
            && axis.range().scale() != null;
    if (!sound) {
      throw IsotopeException.config(
          "study.search",
          "a path needs exactly one dimension, a λ with a list of values, and the space has "
              + describe(space)
              + "; give it one, or take search: {kind: gp, trials: 12}");
    }
    List<Point> points = GridPoints.of(space);
    Comparator<Point> weakest =
        Comparator.comparingDouble(
            point -> axis.position(Objects.requireNonNull(point.values().get(axis.name()))));
    return points.stream().sorted(axis.isTime() ? weakest : weakest.reversed()).toList();
  }

  private static String describe(Space space) {
    return String.join(
        ", ", space.axes().stream().map(a -> a.name() + " (" + kind(a) + ")").toList());
  }

  private static String kind(Axis axis) {
    String what = axis.isDecay() ? "a decay" : "no decay";
    return axis.range() instanceof Axis.Values ? what + ", a list" : what + ", a range";
  }
}
