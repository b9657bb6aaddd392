package org.isotopelm.model.dynamic;

import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;

/** Weights that learn from one segment of a text after another; one text, one thread at a time. */
final class Learner {
  /** Weights of a task: what a core's cache holds of four arrays. */
  private static final int PIECE = 1 << 14;

  private final DynamicNetwork model;
  private final float[] trained;
  private final Weights weights;
  private final SegmentPass pass;
  private final Team team;
  private final Team.Task updateTask = this::update;

  Learner(DynamicNetwork model, Team team) {
    this.model = model;
    this.team = team;
    trained = model.network().values();
    weights = new Weights(trained.clone());
    pass = new SegmentPass(model.network(), weights, model.segment());
  }

  /** As they are now. */
  Weights weights() {
    return weights;
  }

  /** What was read since the last update. */
  Segment segment() {
    return pass.segment();
  }

  /** Scores the segment with the weights of now. */
  void score(float[] scores, int at) {
    pass.score(scores, at);
  }

  /** Learns from the segment, and empties it. */
  void learn() {
    if (model.rates().isStatic()) {
      pass.next();
      return;
    }
    pass.backpropagate();
    team.run(Math.ceilDiv(trained.length, PIECE), updateTask);
    weights.changed();
  }

  /**
   * θ ← θ + min(1, λ·r)·(θ₀ − θ) − η·(1 + ε)·g/(m·(r + ε)), where the weight's gradients are r
   * times as large as the mean m (Krause et al. 2018, equations 5 to 7). The gradient is then zero.
   */
  private void update(int piece, int thread) {
    int from = piece * PIECE;
    int to = Math.min(trained.length, from + PIECE);
    float[] values = weights.values();
    float[] gradient = pass.gradient();
    float[] relative = model.sizes().relative();
    float epsilon = GradientSizes.EPSILON;
    float rate = (float) ((1 + epsilon) * model.rates().learningRate() / model.sizes().mean());
    float decay = (float) model.rates().decay();
    for (int i = from; i < to; i++) {
      float pull = Math.min(1f, decay * relative[i]);
      float step = rate * gradient[i] / (relative[i] + epsilon);
      values[i] += pull * (trained[i] - values[i]) - step;
      gradient[i] = 0;
    }
  }
}
