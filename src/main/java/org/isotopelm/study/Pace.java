package org.isotopelm.study;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches the cells of a session end, and says how far the study is. */
final class Pace {
  private record Standing(Point point, double nll) {}

  private final long begun = System.nanoTime();
  private final List<Point> points;
  private final int total;
  private final int missing;
  private int ended;

  Pace(List<Point> points, int total, int missing) {
    this.points = points;
    this.total = total;
    this.missing = missing;
  }

  Progress after(Trial last, Trials trials) {
    ended++;
    Optional<Standing> best = best(trials);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Progress(
        trials.size(),
        total,
        trials.failed(),
        last,
        best.map(Standing::point).orElse(null),
        best.map(Standing::nll).orElse(Double.NaN),
        seconds / ended * (missing - ended));
  }

  /** Points are compared on the same folds and seeds only: those that all of them have ended. */
  private Optional<Standing> best(Trials trials) {
    int shared = points.stream().map(Contender::of).mapToInt(trials::size).min().orElse(0);
    return points.stream()
        .filter(point -> trials.failed(Contender.of(point)) == 0)
        .flatMap(point -> standing(point, Math.max(1, shared), trials))
        .min(Comparator.comparingDouble(Standing::nll));
  }

  private static Stream<Standing> standing(Point point, int shared, Trials trials) {
    return Stream.ofNullable(trials.meanOfFirst(shared, Contender.of(point)))
        .map(nll -> new Standing(point, Objects.requireNonNull(nll)));
  }
}
