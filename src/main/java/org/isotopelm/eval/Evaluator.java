package org.isotopelm.eval;

import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.NetworkScorer;

/**
 * Scores a split with any model: every token exactly once, each sum taken in the order of the
 * documents.
 */
public final class Evaluator {
  private Evaluator() {}

  /** The scores of a whole split. */
  public static Scores score(TokenModel model, TokenizedSplit split, Team team) {
    return scores(model, split, model.score(split, team));
  }

  /** Scores that a model gave to a whole split before. */
  public static Scores scores(TokenModel model, TokenizedSplit split, float[] nll) {
    return new Scores(new Passages(split), model.sight(), model.isDistribution(), nll);
  }

  /** The scores of weights that change, such as those of a network in training. */
  public static Scores score(NetworkScorer scorer, float[] values) {
    return new Scores(scorer.passages(), scorer.window().sight(), true, scorer.score(values));
  }
}
