package org.isotopelm.baseline;

import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;

/** Counts the baseline on one text and scores another, by the evaluator of all models. */
public final class CountedBaseline {
  private CountedBaseline() {}

  /**
   * The scores of a text.
   *
   * @param train what is counted
   * @param heldOut what is scored, in the same tokens
   */
  public static Scores score(
      CountedSpec spec, TokenizedSplit train, TokenizedSplit heldOut, Team team) {
    throw new UnsupportedOperationException("no counted models yet");
  }
}
