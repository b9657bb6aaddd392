package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.isotopelm.study.statistics.TwoWay;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a point that is worse than the best point so far, on the cells that both have, by more
 * than chance explains (a race: Maron and Moore 1994). Two or three cells of one pair of points say
 * little about its variance, so the one-sided paired t-test takes the variance from all points
 * together: that of what neither a point nor a cell explains, see {@link TwoWay}.
 *
 * @param p the test's level
 */
@JsonTypeName("racing")
public record RacingPruning(double p) implements Pruning {

  @Override
  public String sentence() {
    return "A point was given up when a paired test over its cells, with one variance for all points, found it worse than the best so far at p < "
        + Figures.value(p)
        + ".";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    Observation best = round.best();
    if (best == null || best.equals(point) || !Double.isFinite(round.mean(point))) {
      return null;
    }
    double found = p(round.mean(point) - round.mean(best), round);
    return found < p
        ? "worse than %s on %s, paired p = %s"
            .formatted(best.point(), round.cells(), Figures.p(found))
        : null;
  }

  /** Of a difference between two points' means. */
  private static double p(double difference, PruningRound round) {
    List<List<@Nullable Double>> figures =
        round.seen().stream().filter(each -> !each.failed()).map(Observation::figures).toList();
    TwoWay table = TwoWay.fit(figures);
    double error = StrictMath.sqrt(2 * table.variance() / round.ended());
    if (difference == 0 || error == 0) {
      return difference > 0 ? 0 : 1;
    }
    return TDistribution.of(table.degreesOfFreedom()).survivalProbability(difference / error);
  }
}
