package org.isotopelm.model.mixture;

import java.util.List;
import org.isotopelm.math.Team;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

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

  /**
   * −ln ((1 − w)·p + w·p_cache) of every target, where w goes by the level of the cache.
   *
   * @param own −ln p
   * @param weights w, by level
   */
  static float[] nll(float[] own, Recalled recalled, List<Double> weights, Team team) {
    double[][] pairs = weights.stream().map(w -> new double[] {1 - w, w}).toArray(double[][]::new);
    float[][] of = {own, recalled.nll()};
    float[] nll = new float[own.length];
    Chunks.run(
        nll.length,
        team,
        (from, to) -> {
          for (int target = from; target < to; target++) {
            nll[target] = (float) nll(of, pairs[recalled.level(target)], target);
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
