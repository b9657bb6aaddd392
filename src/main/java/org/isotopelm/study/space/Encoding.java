package org.isotopelm.study.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.study.search.GaussianProcess;

/**
 * Points as vectors in the unit cube, for a {@link GaussianProcess}: a number is one component, its
 * place on the dimension's scale; a choice among other things is one component for each, 1 for the
 * one that is chosen; a dimension that is not searched at a point is in the middle.
 */
public final class Encoding {
  private static final double ABSENT = 0.5;

  private final List<Axis> axes;
  private final List<Integer> starts = new ArrayList<>();
  private final int size;

  public Encoding(Space space) {
    axes = space.axes();
    int next = 0;
    for (Axis axis : axes) {
      starts.add(next);
      next += width(axis);
    }
    size = next;
  }

  private static int width(Axis axis) {
    return axis.range().scale() != null ? 1 : (int) axis.range().size();
  }

  /** The vector of a point. */
  public double[] encode(Point point) {
    double[] vector = new double[size];
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      int start = starts.get(i);
      Object value = point.values().get(axis.name());
      if (value == null) {
        Arrays.fill(vector, start, start + width(axis), ABSENT);
      } else if (axis.range() instanceof Axis.Values(List<Object> values)
          && axis.range().scale() == null) {
        vector[start + values.indexOf(value)] = 1;
      } else {
        vector[start] = axis.position(value);
      }
    }
    return vector;
  }

  /** The place of a numeric dimension. */
  public int place(Axis axis) {
    return starts.get(axes.indexOf(axis));
  }
}
