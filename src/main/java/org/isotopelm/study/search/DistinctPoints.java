package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.isotopelm.study.space.Point;

/** Points of a sequence that may repeat itself, each taken once. */
final class DistinctPoints {
  /** Draws for each new point, after which a space of lists counts as used up. */
  private static final int PATIENCE = 1000;

  private DistinctPoints() {}

  /** The next points that are not among the old ones; fewer if the space has no more. */
  static List<Point> first(int count, Collection<Point> old, Supplier<Point> sequence) {
    Set<Point> known = new HashSet<>(old);
    List<Point> points = new ArrayList<>();
    for (int misses = 0; points.size() < count && misses < PATIENCE; misses++) {
      Point point = sequence.get();
      if (known.add(point)) {
        points.add(point);
        misses = -1;
      }
    }
    return points;
  }
}
