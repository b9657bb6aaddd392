package org.isotopelm.study.search;

import java.util.List;
import org.isotopelm.IsotopeException;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/** Every combination of a space's values. */
public final class GridPoints {
  private GridPoints() {}

  /**
   * The points in the config's order; the last dimension changes fastest.
   *
   * @throws IsotopeException exit code 3, for a range of real numbers
   */
  public static List<Point> of(Space space) {
    return space.product(GridPoints::values);
  }

  private static List<Object> values(Axis axis) {
    if (axis.range() instanceof Axis.Values(List<Object> values)) {
      return values;
    }
    throw IsotopeException.config(
        "study.space." + axis.name(),
        "a grid needs a list of values; give values, or take search: {kind: random, trials: 30}");
  }
}
