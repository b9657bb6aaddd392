package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Successive halving (Jamieson and Talwalkar 2016) over cells: after 1, factor, factor² … cells
 * only the best 1/factor of a round go on; of equal points, the one that was proposed first.
 */
@JsonTypeName("halving")
public record HalvingPruning(int factor) implements Pruning {

  @Override
  public String sentence() {
    return "Successive halving: at each rung the best 1 in " + factor + " points went on.";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    if (!isPower(round.ended())) {
      return null;
    }
    List<Observation> order =
        round.live().stream()
            .sorted(Comparator.comparingDouble(each -> orWorst(round.mean(each))))
            .toList();
    int kept = Math.ceilDiv(order.size(), factor);
    int rank = order.indexOf(point) + 1;
    return rank > kept
        ? String.format(
            Locale.ROOT,
            "number %d of %d after %s; the best %d go on",
            rank,
            order.size(),
            round.cells(),
            kept)
        : null;
  }

  /** Whether a number of cells is 1, factor, factor² … */
  private boolean isPower(int cells) {
    int power = 1;
    while (power < cells) {
      power *= factor;
    }
    return power == cells;
  }

  private static double orWorst(double mean) {
    return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
  }
}
