package org.isotopelm.advice;

import java.util.List;

/**
 * The λ that a prediction starts from.
 *
 * @param lambda the best λ known
 * @param ci95 what else may be the best, low and high
 * @param basis how the two were found, in one sentence
 * @param groups that decay with this λ and are to be searched again, the largest first
 * @param notes what a reader must know of them
 */
public record Anchor(
    double lambda, List<Double> ci95, String basis, List<String> groups, List<String> notes) {
  public Anchor {
    ci95 = List.copyOf(ci95);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
    if (!(ci95.get(0) < lambda && lambda < ci95.get(1))) {
      throw new IllegalArgumentException(lambda + " is not within " + ci95);
    }
  }

  /** ln λ − ln low. */
  double below() {
    return StrictMath.log(lambda / ci95.get(0));
  }

  /** ln high − ln λ. */
  double above() {
    return StrictMath.log(ci95.get(1) / lambda);
  }
}
