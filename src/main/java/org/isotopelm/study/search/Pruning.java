package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code study.pruning}: when a point is given up before it was trained on every fold
 * and seed. Pruning saves whole cells, never the end of a training: with a learning rate that
 * anneals, half a training says little about the whole, and least about λ.
 *
 * <p>λ = 0 and the config's own setting, with which all points are compared, are never given up.
 *
 * <p>Rules decide when all points of a round have ended their cells of one fold and seed, so the
 * outcome does not depend on the number of workers.
 *
 * <p>Each rule is a record of its parameters in a file of its own; its {@code @JsonTypeName} is its
 * name in the config. A new rule is such a record, its name in {@code permits}, and its keys in the
 * schema.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Pruning
    permits NoPruning,
        MedianPruning,
        HalvingPruning,
        RacingPruning,
        FirstFoldPruning,
        WilcoxonPruning {

  /** Why a point that goes on so far is given up now; null: it is not. */
  @Nullable String reason(Observation point, PruningRound round);

  /** When points were given up, as a report says it; empty where none can be. */
  String sentence();

  /** Whether points can be given up at all; if not, a round is trained as a whole. */
  default boolean acts() {
    return true;
  }

  /**
   * How many cells of each point the search trains. Where these are not all, points that look best
   * get the others after the search.
   *
   * @param all cells that a point can have
   */
  default int cellsInSearch(int all) {
    return all;
  }

  /** The points to give up now, each with the reason. */
  default Map<Point, String> prune(PruningRound round) {
    Map<Point, String> pruned = new LinkedHashMap<>();
    for (Observation each : round.live()) {
      String reason = reason(each, round);
      if (reason != null) {
        pruned.put(each.point(), reason);
      }
    }
    return pruned;
  }
}
