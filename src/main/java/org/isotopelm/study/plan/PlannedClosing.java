package org.isotopelm.study.plan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.TwoWay;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.study.trial.Trials;
import org.isotopelm.words.Phrases;

/**
 * What follows a search that has trained only some cells of each point: the few points that look
 * best get their other cells, one point after another. Then the points that lack cells are given
 * up, so that the choice is among points with all cells. One point with all cells would not do: the
 * difficulty of its other cells would be unknown.
 *
 * <p>A point looks best by its mean without the cells' own difficulty, see {@link TwoWay}. A point
 * with some of its other cells gets the rest before anything else is asked, so a study that was
 * stopped between them goes on as it would have.
 */
record PlannedClosing(Plan plan, Trials trials) {
  /** How many of the points that look best get all cells. */
  private static final int BEST = 3;

  /** Of a budget, at most one cell in so many is kept free for these points. */
  private static final int SHARE = 3;

  /** Cells that the points that look best get after the search. */
  static int cells(StudySpec spec, int points) {
    return Math.min(points, BEST) * lacking(spec);
  }

  /**
   * Cells that a budget keeps free for them: a third of it at most, but the cells of one point in
   * any case.
   */
  static int keptFree(StudySpec spec, int budget) {
    int points = lacking(spec) == 0 ? 0 : Math.max(1, budget / SHARE / lacking(spec));
    return cells(spec, points);
  }

  private static int lacking(StudySpec spec) {
    return spec.cellsPerPoint() - spec.cellsInSearch();
  }

  /** The cells of the next point; none where there is nothing more to train. */
  List<Cell> next() {
    if (!follows()) {
      return List.of();
    }
    return live().stream()
        .filter(point -> isBegun(point) && !isWhole(point))
        .findFirst()
        .or(() -> ranked().stream().limit(BEST).filter(point -> !isWhole(point)).findFirst())
        .map(point -> plan.cells(Contender.of(point)))
        .orElse(List.of());
  }

  /** Whether the point that looks best has all its cells. */
  boolean canEnd() {
    return follows() && ranked().stream().limit(1).allMatch(this::isWhole);
  }

  /** The points that lack cells in the end, each with the reason to give it up. */
  Map<Point, String> givenUp() {
    Map<Point, String> givenUp = new LinkedHashMap<>();
    List<Point> ranked = canEnd() ? ranked() : List.of();
    for (Point point : ranked) {
      if (!isWhole(point)) {
        String cells = Phrases.count(size(point), "cell");
        givenUp.put(point, "worse than %s on %s".formatted(ranked.getFirst(), cells));
      }
    }
    return givenUp;
  }

  private boolean follows() {
    return lacking(plan.spec()) > 0;
  }

  private List<Point> live() {
    return plan.live().points().stream()
        .filter(point -> size(point) > 0 && trials.failed(Contender.of(point)) == 0)
        .toList();
  }

  /** The points from the one that looks best. */
  private List<Point> ranked() {
    List<Observation> seen =
        plan.observations(trials).stream()
            .filter(each -> !each.failed() && size(each.point()) > 0)
            .toList();
    double[] means = TwoWay.fit(seen.stream().map(Observation::figures).toList()).means();
    List<Point> live = live();
    return IntStream.range(0, means.length)
        .boxed()
        .filter(i -> live.contains(seen.get(i).point()))
        .sorted(Comparator.comparingDouble(i -> means[i]))
        .map(i -> seen.get(i).point())
        .toList();
  }

  /** Whether a point has more than the search trains, or must have all cells in any case. */
  private boolean isBegun(Point point) {
    return size(point) > plan.spec().cellsInSearch() || plan.isReference(point);
  }

  private boolean isWhole(Point point) {
    return size(point) == plan.spec().cellsPerPoint();
  }

  private int size(Point point) {
    return trials.size(Contender.of(point));
  }
}
