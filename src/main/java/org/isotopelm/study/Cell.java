package org.isotopelm.study;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One training of a study.
 *
 * @param contender what is trained
 * @param fold the fold it is scored on, 0-based; with one fold, the validation split
 * @param seed of initial weights and batches: the study's seed + repetition, the same for every
 *     contender and fold, so that differences between contenders are paired
 * @param after on a path, the contender with whose final weights of the same fold and seed the
 *     training begins; null: initial weights
 */
public record Cell(Contender contender, int fold, long seed, @Nullable Contender after) {
  /** A training that begins with initial weights. */
  public Cell(Contender contender, int fold, long seed) {
    this(contender, fold, seed, null);
  }

  /** Value by config path, to be laid over the study's own config. */
  public Map<String, Object> overrides() {
    return contender.point().overrides();
  }
}
