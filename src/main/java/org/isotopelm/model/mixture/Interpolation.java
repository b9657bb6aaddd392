package org.isotopelm.model.mixture;

import java.util.List;
import org.isotopelm.math.Team;

/** Linear interpolation of scores. */
final class Interpolation {
  private Interpolation() {}

  /**
   * −ln Σ w_i·p_i of every target.
   *
   * @param scores −ln p_i of all targets, by model
   * @param weights by model; what has none may have any scores
   */
  static float[] nll(List<float[]> scores, double[] weights, Team team) {
    float[][] of = scores.toArray(float[][]::new);
    float[] nll = new float[of[0].length];
    Chunks.run(
        nll.length,
        team,
        (from, to) -> {
          for (int target = from; target < to; target++) {
            nll[target] = (float) nll(of, weights, target);
          }
        });
    return nll;
  }

  /** Relative to the least nll, so that small probabilities do not vanish. */
  private static double nll(float[][] scores, double[] weights, int target) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      least = weights[i] > 0 ? Math.min(least, scores[i][target]) : least;
    }
    if (least == Double.POSITIVE_INFINITY) {
      return least;
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] > 0 ? weights[i] * StrictMath.exp(least - scores[i][target]) : 0;
    }
    return least - StrictMath.log(sum);
  }
}
