package org.isotopelm.study;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.isotopelm.study.comparison.Design;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;

/** Watches the cells of a session end, and says how far the study is. */
final class RemainingTime {
  private record Standing(Point point, double figure, double error) {}

  private final long begun = System.nanoTime();
  private final Plan plan;
  private int ended;

  RemainingTime(Plan plan) {
    this.plan = plan;
  }

  Plan plan() {
    return plan;
  }

  /** How far the study is before a cell of this session has ended. */
  Progress before(Trials trials, int finals) {
    return cells(trials, finals, Double.NaN);
  }

  /**
   * How far the study is after one more cell.
   *
   * @param finals trainings after the last cell
   * @param afterwards seconds that they take
   * @param most seconds that the budget leaves
   */
  Progress after(Trials trials, int finals, double afterwards, double most) {
    ended++;
    double seconds = (System.nanoTime() - begun) / 1e9;
    int left = total(trials) - trials.size();
    return cells(trials, finals, Math.min(most, seconds / ended * left + afterwards));
  }

  /**
   * How far the study is after so many final trainings.
   *
   * @param finals all of them
   * @param afterwards seconds that they take in all
   */
  Progress inFinals(Trials trials, int done, int finals, double afterwards) {
    int cells = trials.size();
    double left = done == finals ? 0 : afterwards - (System.nanoTime() - begun) / 1e9;
    return progress(Progress.Phase.FINALS, cells + done, cells + finals, trials, Math.max(0, left));
  }

  private Progress cells(Trials trials, int finals, double left) {
    int total = total(trials) + finals;
    return progress(Progress.Phase.CELLS, trials.size(), total, trials, left);
  }

  private Progress progress(Progress.Phase phase, int done, int total, Trials trials, double left) {
    Optional<Standing> best = best(trials);
    return new Progress(
        phase,
        done,
        total,
        trials.failed(),
        plan.metric(),
        best.map(Standing::point).orElse(null),
        best.map(Standing::figure).orElse(Double.NaN),
        best.map(Standing::error).orElse(Double.NaN),
        left,
        "");
  }

  private int total(Trials trials) {
    return Math.max(plan.expectedCells() - spared(trials), trials.size());
  }

  /** Cells that pruning has made needless. */
  private int spared(Trials trials) {
    return plan.proposed().stream()
        .filter(each -> each.pruned() != null)
        .mapToInt(each -> plan.spec().cellsInSearch() - trials.size(Contender.of(each.point())))
        .sum();
  }

  /**
   * Points are compared on the same folds and seeds only: those that the first round has finished.
   * Later rounds begin when the first is complete, so from then on complete points are compared.
   */
  private Optional<Standing> best(Trials trials) {
    Plan live = plan.live();
    List<Observation> points =
        live.observations(trials).stream().filter(each -> !each.failed()).toList();
    Set<Point> first =
        live.proposed().stream()
            .filter(each -> each.round() == 1)
            .map(Plan.Proposed::point)
            .collect(Collectors.toSet());
    int least =
        points.stream()
            .filter(each -> first.contains(each.point()))
            .mapToInt(RemainingTime::ended)
            .min()
            .orElse(plan.spec().cellsPerPoint());
    int shared = Math.max(1, least);
    return points.stream()
        .filter(each -> ended(each) >= shared)
        .map(each -> standing(each, shared))
        .min(Comparator.comparingDouble(Standing::figure));
  }

  /** Cells from the first that have all ended. */
  private static int ended(Observation point) {
    int first = point.figures().indexOf(null);
    return first < 0 ? point.figures().size() : first;
  }

  private Standing standing(Observation point, int shared) {
    SortedMap<Pair, Double> figures = new TreeMap<>();
    for (int i = 0; i < shared; i++) {
      Pair pair = new Pair(i / plan.spec().folds(), i % plan.spec().folds());
      figures.put(pair, Objects.requireNonNull(point.figures().get(i)));
    }
    double[] repetitions = new Design(plan.spec().folds()).repetitions(figures);
    Double error = Statistics.standardError(repetitions);
    return new Standing(
        point.point(), Statistics.mean(repetitions), Objects.requireNonNullElse(error, Double.NaN));
  }
}
