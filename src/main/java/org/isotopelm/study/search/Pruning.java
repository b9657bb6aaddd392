package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The config's {@code study.pruning}: when a point is given up before it was trained on every fold
 * and seed. What is saved is whole cells, never the end of a training: under a learning rate that
 * anneals, half a training says little about the whole, and least of all about λ.
 *
 * <p>What all points are compared with, λ = 0 and the config's own setting, is never given up.
 *
 * <p>Rules act when all points of a round have ended their cells of one fold and seed, so that the
 * outcome does not depend on the number of workers.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pruning.None.class, name = "none"),
  @JsonSubTypes.Type(value = Pruning.Median.class, name = "median"),
  @JsonSubTypes.Type(value = Pruning.Halving.class, name = "halving"),
  @JsonSubTypes.Type(value = Pruning.Wilcoxon.class, name = "wilcoxon")
})
public sealed interface Pruning {

  /** Every point has all its cells. */
  record None() implements Pruning {}

  /**
   * Gives up a point whose mean nll over its cells is above the median of all points on the same
   * cells (Golovin et al. 2017).
   *
   * @param after cells that every point has first
   */
  record Median(int after) implements Pruning {}

  /**
   * Successive halving (Jamieson and Talwalkar 2016) over cells: after 1, factor, factor² … cells
   * only the best 1/factor of a round go on.
   */
  record Halving(int factor) implements Pruning {}

  /**
   * Gives up a point that a one-sided Wilcoxon signed-rank test over shared cells finds worse than
   * the best point so far.
   *
   * @param p the test's level; n cells can reach 2⁻ⁿ, so that 0.1 needs four of them
   */
  record Wilcoxon(double p) implements Pruning {}
}
