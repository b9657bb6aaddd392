package org.isotopelm.model.mixture;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.Team;

/**
 * The weights under which a mixture makes a text likeliest, by expectation maximisation (Dempster,
 * Laird and Rubin 1977): each weight becomes the mean share that its model has in the probability
 * of a token. The likelihood is concave in the weights, so this converges to its maximum.
 *
 * <p>With s_i = mean of p_i/p over the tokens, a step is w_i ← w_i·s_i, and no weights can make the
 * text likelier by more than ln max s_i nats a token (Lindsay 1983): the fit ends when that is
 * nothing.
 */
final class MixtureFit {
  /** Nats a token that the best weights may gain still. */
  private static final double TOLERANCE = 1e-10;

  /**
   * After k steps the best weights gain at most ln(models)/k nats a token (Csiszár and Tusnády
   * 1984).
   */
  private static final int MOST_STEPS = 10_000;

  private final int models;
  private final int targets;
  private final Team team;

  /** See {@link #relative}. */
  private final float[][] relative;

  /** [chunks, models] Σ p_i/p over the targets of a chunk; then how many targets have a p. */
  private final double[][] sums;

  private MixtureFit(List<float[]> scores, Team team) {
    models = scores.size();
    targets = scores.getFirst().length;
    this.team = team;
    relative = relative(scores, team);
    sums = new double[Chunks.count(targets)][models + 1];
  }

  /**
   * The weights, which sum to one. Tokens that every model holds impossible say nothing about them.
   *
   * @param scores the nll of every target, by model
   */
  static double[] weights(List<float[]> scores, Team team) {
    return new MixtureFit(scores, team).weights();
  }

  /**
   * [models, targets] p_i relative to the largest of the target; 0 where every model holds the
   * token impossible.
   *
   * @param scores the nll of every target, by model
   */
  static float[][] relative(List<float[]> scores, Team team) {
    int targets = scores.getFirst().length;
    float[][] relative = new float[scores.size()][targets];
    Chunks.run(
        targets,
        team,
        (from, to) -> {
          for (int target = from; target < to; target++) {
            float least = Float.POSITIVE_INFINITY;
            for (float[] of : scores) {
              least = Math.min(least, of[target]);
            }
            for (int i = 0; i < relative.length && least < Float.POSITIVE_INFINITY; i++) {
              relative[i][target] = (float) StrictMath.exp((double) least - scores.get(i)[target]);
            }
          }
        });
    return relative;
  }

  private double[] weights() {
    double[] weights = new double[models];
    Arrays.fill(weights, 1.0 / models);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] slopes = slopes(weights);
      if (Arrays.stream(slopes).max().orElseThrow() <= 1 + TOLERANCE) {
        return weights;
      }
      for (int i = 0; i < models; i++) {
        weights[i] *= slopes[i];
      }
      normalise(weights);
    }
    return weights;
  }

  /** Against the rounding of many steps. */
  private static void normalise(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  /** s_i; the sums are taken in one order whatever the number of threads. */
  private double[] slopes(double[] weights) {
    Chunks.run(targets, team, (from, to) -> sum(weights, from, to));
    double[] slopes = new double[models];
    double counted = 0;
    for (double[] of : sums) {
      for (int i = 0; i < models; i++) {
        slopes[i] += of[i];
      }
      counted += of[models];
    }
    for (int i = 0; i < models; i++) {
      slopes[i] = counted == 0 ? 1 : slopes[i] / counted;
    }
    return slopes;
  }

  private void sum(double[] weights, int from, int to) {
    double[] sum = sums[from / Chunks.LENGTH];
    Arrays.fill(sum, 0);
    for (int target = from; target < to; target++) {
      double p = 0;
      for (int i = 0; i < models; i++) {
        p += weights[i] * relative[i][target];
      }
      if (p > 0) {
        for (int i = 0; i < models; i++) {
          sum[i] += relative[i][target] / p;
        }
        sum[models]++;
      }
    }
  }
}
