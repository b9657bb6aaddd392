package org.isotopelm.study.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/**
 * Which points are compared, on which cells, and which of them is the best.
 *
 * @param candidates points that may be chosen: not given up, and without a failed cell, because
 *     their mean would be over other cells than that of the rest
 * @param cells the (seed, fold) pairs that every candidate has; other cells are not compared,
 *     because a low mean over an easy fold is no merit
 * @param best the point with the lowest mean over these cells; null where nothing can be chosen
 * @param withheld why nothing is chosen though there are candidates; null: something is
 */
public record Selection(
    List<Point> candidates,
    SortedSet<Pair> cells,
    @Nullable Point best,
    @Nullable String withheld) {

  /** Picks among the points so far. */
  public static Selection of(Plan plan, Trials trials) {
    List<Plan.Proposed> begun =
        plan.proposed().stream()
            .filter(each -> each.pruned() == null)
            .filter(each -> trials.failed(Contender.of(each.point())) == 0)
            .filter(each -> trials.size(Contender.of(each.point())) > 0)
            .toList();
    List<Point> candidates = comparable(plan, trials, begun);
    SortedSet<Pair> cells = shared(trials, candidates);
    if (candidates.isEmpty() || !cells.isEmpty()) {
      return new Selection(candidates, cells, best(plan, trials.on(cells), candidates), null);
    }
    return new Selection(
        candidates,
        cells,
        null,
        "the points have no fold and seed in common, so they cannot be compared");
  }

  /**
   * If a budget cut off a round, its points have fewer cells than those of earlier rounds. If the
   * earlier points are at least as many, the unfinished ones are left out; otherwise all are
   * compared on the cells that they share.
   */
  private static List<Point> comparable(Plan plan, Trials trials, List<Plan.Proposed> begun) {
    List<Plan.Proposed> unfinished = begun.stream().filter(p -> !isWhole(plan, trials, p)).toList();
    List<Integer> rounds = unfinished.stream().map(Plan.Proposed::round).toList();
    long before = begun.stream().filter(each -> !rounds.contains(each.round())).count();
    boolean leaveOut = before >= begun.size() - before;
    return begun.stream()
        .filter(each -> !leaveOut || isWhole(plan, trials, each))
        .map(Plan.Proposed::point)
        .toList();
  }

  private static boolean isWhole(Plan plan, Trials trials, Plan.Proposed each) {
    return trials.size(Contender.of(each.point())) == plan.spec().cellsPerPoint();
  }

  private static SortedSet<Pair> shared(Trials trials, List<Point> points) {
    SortedSet<Pair> shared = new TreeSet<>();
    for (int i = 0; i < points.size(); i++) {
      SortedSet<Pair> own = new TreeSet<>(trials.results(Contender.of(points.get(i))).keySet());
      if (i == 0) {
        shared.addAll(own);
      } else {
        shared.retainAll(own);
      }
    }
    return shared;
  }

  private static @Nullable Point best(Plan plan, Trials trials, List<Point> candidates) {
    Design design = new Design(plan.spec().folds());
    List<Double> figures = new ArrayList<>();
    candidates.forEach(
        point ->
            figures.add(
                Objects.requireNonNull(
                    Means.of(design, trials, Contender.of(point)).figure(plan.metric()),
                    "a candidate has a cell")));
    return candidates.stream()
        .min(Comparator.comparingDouble(point -> figures.get(candidates.indexOf(point))))
        .orElse(null);
  }
}
