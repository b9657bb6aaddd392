package org.isotopelm.study;

import java.util.Map;

/**
 * One training of a study.
 *
 * @param contender what is trained
 * @param fold the fold it is scored on, 0-based; with one fold, the validation split
 * @param seed of initial weights and batches: the study's seed + repetition, the same for every
 *     contender and fold, so that differences between contenders are paired
 */
public record Cell(Contender contender, int fold, long seed) {

  /** Value by config path, to be laid over the study's own config. */
  public Map<String, Object> overrides() {
    return contender.point().overrides();
  }
}
