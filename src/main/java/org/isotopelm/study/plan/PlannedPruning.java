package org.isotopelm.study.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.study.search.PruningRound;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.study.trial.Trials;

/**
 * Asks the pruning rule of a plan between two batches. The rule sees what there was when the batch
 * ended, whatever has been trained since: so a study that goes on decides as it did before.
 */
record PlannedPruning(Plan plan, Trials trials) {

  /** The points of a round that are given up once the others have ended so many cells. */
  Map<Point, String> after(int round, int ended) {
    if (!plan.spec().pruning().acts() || ended == plan.spec().cellsPerPoint()) {
      return Map.of();
    }
    Set<Point> points =
        plan.ofRound(round).stream().map(Plan.Proposed::point).collect(Collectors.toSet());
    List<Observation> seen = plan.points().stream().map(each -> seen(each, points, ended)).toList();
    List<Observation> live =
        seen.stream()
            .filter(each -> points.contains(each.point()))
            .filter(each -> trials.size(Contender.of(each.point())) >= ended)
            .toList();
    Map<Point, String> pruned =
        plan.spec().pruning().prune(new PruningRound(live, seen, ended, plan.metric()));
    pruned.keySet().removeIf(point -> plan.isReference(point) || plan.isPruned(point));
    return pruned;
  }

  private Observation seen(Point point, Set<Point> ofRound, int ended) {
    return plan.observation(
        point, ofRound.contains(point) ? ended : plan.spec().cellsPerPoint(), trials);
  }
}
