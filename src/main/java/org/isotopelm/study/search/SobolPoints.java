package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/** Points of a scrambled Sobol sequence; the first of a longer search are the same. */
public record SobolPoints(Space space, long seed) {

  /** So many points that are not among the old; fewer where the space has no more. */
  public List<Point> first(int count, Collection<Point> old) {
    List<String> names = space.axes().stream().map(axis -> "study:" + axis.name()).toList();
    Sobol sequence = new Sobol(names, seed);
    Set<Point> known = new HashSet<>(old);
    List<Point> points = new ArrayList<>();
    for (int misses = 0; points.size() < count && misses < RandomPoints.PATIENCE; misses++) {
      Point point = space.at(sequence.next());
      if (known.add(point)) {
        points.add(point);
        misses = -1;
      }
    }
    return points;
  }
}
