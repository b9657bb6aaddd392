package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/**
 * Points drawn one by one, each dimension from a stream of its own, so that neither the order of
 * the dimensions nor the number of trials changes what the first draws are.
 */
public record RandomPoints(Space space, long seed) {
  /** Draws for each new point before a space of lists is taken to be used up. */
  static final int PATIENCE = 1000;

  /** So many points that are not among the old; fewer where the space has no more. */
  public List<Point> first(int count, Collection<Point> old) {
    List<RandomStream> streams =
        space.axes().stream().map(axis -> RandomStream.of(seed, "study:" + axis.name())).toList();
    Set<Point> known = new HashSet<>(old);
    List<Point> points = new ArrayList<>();
    for (int misses = 0; points.size() < count && misses < PATIENCE; misses++) {
      Point point = draw(streams);
      if (known.add(point)) {
        points.add(point);
        misses = -1;
      }
    }
    return points;
  }

  private Point draw(List<RandomStream> streams) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < streams.size(); i++) {
      Axis axis = space.axes().get(i);
      values.put(axis.name(), axis.draw(streams.get(i)));
    }
    return space.point(values);
  }
}
