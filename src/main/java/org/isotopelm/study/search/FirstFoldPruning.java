package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.study.statistics.TwoWay;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One fold first: after its first cell a point goes on only if it looks better than the others of
 * its round, and than all points that have every cell. All points share the text, the initial
 * weights and the batches of their first cell, so that one cell ranks them nearly as well as all
 * do; the other cells are for the figures of the few points of which one is chosen.
 *
 * <p>Points are compared by their means without the cells' own difficulty, see {@link TwoWay}.
 */
@JsonTypeName("first_fold")
public record FirstFoldPruning() implements Pruning {

  @Override
  public String sentence() {
    return "Each point was trained on one cell first, and on its other cells only if it looked best so far.";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    if (round.ended() > 1 || !Double.isFinite(round.mean(point))) {
      return null;
    }
    List<Observation> seen = round.seen().stream().filter(each -> !each.failed()).toList();
    double[] means = TwoWay.fit(seen.stream().map(Observation::figures).toList()).means();
    Observation best = point;
    for (Observation rival : rivals(round, seen)) {
      best = means[seen.indexOf(rival)] < means[seen.indexOf(best)] ? rival : best;
    }
    return best.equals(point) ? null : "worse than %s on 1 cell".formatted(best.point());
  }

  /** The points that go on, and those that have every cell; none that was given up before. */
  private static List<Observation> rivals(PruningRound round, List<Observation> seen) {
    List<Observation> rivals = new ArrayList<>(round.live());
    rivals.retainAll(seen);
    seen.stream().filter(each -> !each.figures().contains(null)).forEach(rivals::add);
    return rivals;
  }
}
