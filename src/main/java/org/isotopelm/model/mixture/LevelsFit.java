package org.isotopelm.model.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.Team;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

/**
 * The weights of models and of a cache that has a weight for each of its levels, by expectation
 * maximisation: p = (1 − w_level)·Σ r_i·p_i + w_level·p_cache. A step makes w_level the mean share
 * of the cache in p over the tokens of the level, and r_i the share of a model in what the models
 * have.
 *
 * <p>A level that a text has hardly seen takes the mean weight of all: {@value #PRIOR} tokens with
 * that weight are added to each level. So no weight is 1, under which a token that the cache holds
 * impossible would be impossible.
 */
final class LevelsFit {
  private static final double PRIOR = 4;

  /** Steps end when no weight moves by more. */
  private static final double TOLERANCE = 1e-7;

  private static final int MOST_STEPS = 2_000;

  private final int models;
  private final Recalled recalled;
  private final Team team;

  /** [models + 1, targets] see {@link MixtureFit#relative}; the cache's last. */
  private final float[][] relative;

  /** [chunks, models + levels] shares of the models, then of the cache by level. */
  private final double[][] shares;

  /** [levels] how many targets there are. */
  private final double[] targets;

  private final double[] among;
  private final double[] byLevel;

  private LevelsFit(List<float[]> scores, Recalled recalled, Team team) {
    models = scores.size();
    this.recalled = recalled;
    this.team = team;
    List<float[]> all = new ArrayList<>(scores);
    all.add(recalled.nll());
    int count = recalled.nll().length;
    int levels = recalled.cache().levels();
    relative = MixtureFit.relative(all, team);
    shares = new double[Chunks.count(count)][models + levels];
    targets = new double[levels];
    among = new double[models];
    byLevel = new double[levels];
    Arrays.fill(among, 1.0 / models);
    Arrays.fill(byLevel, 0.5);
    // The cache is empty before the first target, which says nothing about it.
    for (int target = 1; target < count; target++) {
      targets[recalled.level(target)] += possible(target) ? 1 : 0;
    }
  }

  /**
   * The weights, which sum to one with the mean of the cache's.
   *
   * @param scores the nll of every target, by model
   */
  static MixtureWeights weights(List<float[]> scores, Recalled recalled, Team team) {
    return new LevelsFit(scores, recalled, team).weights();
  }

  /** Tokens that all parts hold impossible say nothing about the weights. */
  private boolean possible(int target) {
    for (float[] of : relative) {
      if (of[target] > 0) {
        return true;
      }
    }
    return false;
  }

  private MixtureWeights weights() {
    double moved = 1;
    for (int step = 0; step < MOST_STEPS && moved > TOLERANCE; step++) {
      moved = step();
    }
    double mean = mean();
    return new MixtureWeights(
        Arrays.stream(among).map(r -> r * (1 - mean)).boxed().toList(),
        recalled.cache().share(mean, Arrays.stream(byLevel).boxed().toList()));
  }

  /** The cache's mean weight over the text. */
  private double mean() {
    double sum = 0;
    double all = 0;
    for (int level = 0; level < byLevel.length; level++) {
      sum += targets[level] * byLevel[level];
      all += targets[level];
    }
    return all == 0 ? 0 : sum / all;
  }

  /** How far a weight moved at most; the sums have one order whatever the number of threads. */
  private double step() {
    Chunks.run(recalled.nll().length, team, this::share);
    double[] all = new double[models + byLevel.length];
    for (double[] of : shares) {
      for (int i = 0; i < all.length; i++) {
        all[i] += of[i];
      }
    }
    double ofModels = Arrays.stream(all, 0, models).sum();
    double mean = mean();
    double moved = 0;
    for (int i = 0; i < models && ofModels > 0; i++) {
      moved = Math.max(moved, Math.abs(among[i] - all[i] / ofModels));
      among[i] = all[i] / ofModels;
    }
    for (int level = 0; level < byLevel.length; level++) {
      double next = (all[models + level] + PRIOR * mean) / (targets[level] + PRIOR);
      moved = Math.max(moved, Math.abs(byLevel[level] - next));
      byLevel[level] = next;
    }
    return moved;
  }

  private void share(int from, int to) {
    double[] sums = shares[from / Chunks.LENGTH];
    Arrays.fill(sums, 0);
    for (int target = Math.max(1, from); target < to; target++) {
      int level = recalled.level(target);
      double own = 0;
      for (int i = 0; i < models; i++) {
        own += among[i] * relative[i][target];
      }
      double cached = byLevel[level] * relative[models][target];
      double p = (1 - byLevel[level]) * own + cached;
      if (p > 0) {
        for (int i = 0; i < models; i++) {
          sums[i] += (1 - byLevel[level]) * among[i] * relative[i][target] / p;
        }
        sums[models + level] += cached / p;
      }
    }
  }
}
