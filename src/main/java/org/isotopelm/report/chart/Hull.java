package org.isotopelm.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The smallest convex shape around some points of a plane, by Andrew's monotone chain (1979).
 *
 * @param corners counter-clockwise
 */
public record Hull(List<double[]> corners) {
  /** What a rounding error may move a point, as a share of the shape's size. */
  private static final double ROUNDING = 1e-9;

  /** The shape around points of two coordinates each. */
  public static Hull of(List<double[]> points) {
    List<double[]> sorted =
        points.stream()
            .sorted(
                Comparator.<double[]>comparingDouble(point -> point[0])
                    .thenComparingDouble(point -> point[1]))
            .toList();
    List<double[]> corners = new ArrayList<>(chain(sorted));
    corners.addAll(chain(sorted.reversed()));
    return new Hull(List.copyOf(corners));
  }

  /** One side, without its last point. */
  private static List<double[]> chain(List<double[]> points) {
    List<double[]> chain = new ArrayList<>();
    for (double[] point : points) {
      while (chain.size() > 1 && turn(chain.get(chain.size() - 2), chain.getLast(), point) <= 0) {
        chain.removeLast();
      }
      chain.add(point);
    }
    if (!chain.isEmpty()) {
      chain.removeLast();
    }
    return chain;
  }

  /** Above 0 for a turn to the left. */
  private static double turn(double[] from, double[] by, double[] to) {
    return (by[0] - from[0]) * (to[1] - from[1]) - (by[1] - from[1]) * (to[0] - from[0]);
  }

  /** Whether a point lies in the shape or on its edge. */
  public boolean holds(double x, double y) {
    double[] point = {x, y};
    for (int i = 0; i < corners.size(); i++) {
      double[] from = corners.get(i);
      double[] to = corners.get((i + 1) % corners.size());
      double size = Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]);
      if (turn(from, to, point) < -ROUNDING * size * size) {
        return false;
      }
    }
    return corners.size() > 2;
  }
}
