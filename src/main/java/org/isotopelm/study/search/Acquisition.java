package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.study.search.GaussianProcess.Normal;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.jspecify.annotations.Nullable;

/**
 * Finds the most promising point of a space: the highest expected improvement on the best mean of
 * the {@link Surrogate} (plug-in; Picheny, Wagner and Ginsbourger 2013). In a small space it
 * examines all points. In others it examines a Sobol sequence and the neighbours of the best known
 * points; from the most promising it searches along the coordinates with ever smaller steps (Hooke
 * and Jeeves 1961), which works with rounded, listed and conditional values too.
 */
final class Acquisition {

  /** A point and the logarithm of its expected improvement, in nats. */
  record Found(Point point, double logImprovement) {}

  private record Candidate(double[] shares, double score) {}

  private static final int ALL = 2000;
  private static final int SPREAD = 512;
  private static final int STARTS = 6;
  private static final double FIRST_STEP = 0x1p-4;
  private static final double LAST_STEP = 0x1p-11;

  private final Space space;
  private final Surrogate surrogate;
  private final double best;
  private final Set<Point> known;

  private Acquisition(Space space, Surrogate surrogate, Set<Point> known) {
    this.space = space;
    this.surrogate = surrogate;
    this.best = surrogate.best();
    this.known = known;
  }

  /**
   * The most promising point; null if all are known.
   *
   * @param known points that are not to be proposed again
   * @param seed of the points where the search begins
   */
  static @Nullable Found best(Space space, Surrogate surrogate, Set<Point> known, long seed) {
    Acquisition acquisition = new Acquisition(space, surrogate, known);
    return space.size() <= ALL ? acquisition.ofAll() : acquisition.ofMany(seed);
  }

  private @Nullable Found ofAll() {
    return space.product(Acquisition::values).stream()
        .filter(point -> !known.contains(point))
        .map(point -> new Found(point, score(point)))
        .max(Comparator.comparingDouble(Found::logImprovement))
        .orElse(null);
  }

  private static List<Object> values(Axis axis) {
    return switch (axis.range()) {
      case Axis.Values(List<Object> values) -> values;
      case Axis.Whole(long low, long high, boolean _) -> {
        List<Object> values = new ArrayList<>();
        for (long value = low; value <= high; value++) {
          values.add(value);
        }
        yield values;
      }
      case Axis.Real _ -> throw new IllegalStateException(axis.name() + " has no end of values");
    };
  }

  private @Nullable Found ofMany(long seed) {
    Sobol sequence = new Sobol(space.axes().stream().map(a -> "start:" + a.name()).toList(), seed);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < SPREAD; i++) {
      candidates.add(candidate(sequence.next()));
    }
    return candidates.stream()
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(STARTS)
        .map(this::climb)
        .max(Comparator.comparingDouble(Candidate::score))
        .filter(found -> found.score() > Double.NEGATIVE_INFINITY)
        .map(found -> new Found(space.at(found.shares()), found.score()))
        .orElse(null);
  }

  private Candidate climb(Candidate start) {
    Candidate here = start;
    for (double step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
      for (boolean moved = true; moved; ) {
        Candidate next = neighbour(here, step);
        moved = next.score() > here.score();
        here = next;
      }
    }
    return here;
  }

  /** The best of the point and those one step away along a coordinate. */
  private Candidate neighbour(Candidate here, double step) {
    Candidate best = here;
    for (int i : IntStream.range(0, here.shares().length).toArray()) {
      for (double sign : new double[] {-1, 1}) {
        double[] shares = here.shares().clone();
        shares[i] = Math.clamp(shares[i] + sign * step, 0, Math.nextDown(1.0));
        Candidate next = candidate(shares);
        best = next.score() > best.score() ? next : best;
      }
    }
    return best;
  }

  private Candidate candidate(double[] shares) {
    Point point = space.at(shares);
    return new Candidate(shares, known.contains(point) ? Double.NEGATIVE_INFINITY : score(point));
  }

  private double score(Point point) {
    Normal normal = surrogate.at(surrogate.encoding().encode(point));
    return ExpectedImprovement.log(normal.mean(), normal.deviation(), best);
  }

  /** The most promising points; each is proposed as if those before it had been trained. */
  static List<Found> best(int count, Space space, Surrogate surrogate, Set<Point> seen, long seed) {
    Set<Point> known = new HashSet<>(seen);
    List<Found> round = new ArrayList<>();
    Surrogate believer = surrogate;
    for (int i = 0; i < count; i++) {
      Found found = best(space, believer, known, seed);
      if (found == null) {
        break;
      }
      round.add(found);
      known.add(found.point());
      believer = believer.believing(found.point());
    }
    return round;
  }
}
