package org.isotopelm.baseline;

import java.nio.file.Path;
import java.util.Optional;
import org.isotopelm.base.TemporaryFolder;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.estimate.NgramEstimation;

/** Counts the baseline on one text and scores another, by the evaluator of all models. */
public final class CountedBaseline {
  private CountedBaseline() {}

  /**
   * The baseline of a run, which its folder keeps: counted and scored unless it is there already.
   *
   * @param run its folder
   * @param changed whether the run has trained since, perhaps on another text
   * @param heldOut the validation split; where it is empty there is no baseline
   * @param vocabulary of the tokenizer: number of token ids
   */
  public static Optional<CountedScore> ofRun(
      Path run,
      CountedSpec spec,
      boolean changed,
      TokenizedSplit train,
      TokenizedSplit heldOut,
      int vocabulary,
      Team team) {
    if (heldOut.targets() == 0) {
      return Optional.empty();
    }
    Optional<CountedScore> kept =
        CountedScore.in(run).filter(each -> each.order() == spec.order() && !changed);
    if (kept.isPresent()) {
      return kept;
    }
    CountedScore score = CountedScore.of(spec, score(spec, train, heldOut, vocabulary, team));
    score.keep(run);
    return Optional.of(score);
  }

  /**
   * The scores of a text.
   *
   * @param train what is counted
   * @param heldOut what is scored, in the same tokens
   * @param vocabulary of the tokenizer: number of token ids
   */
  public static Scores score(
      CountedSpec spec, TokenizedSplit train, TokenizedSplit heldOut, int vocabulary, Team team) {
    return Evaluator.score(model(spec, train, vocabulary, team), heldOut, team);
  }

  /** Counts the baseline. */
  public static TokenModel model(
      CountedSpec spec, TokenizedSplit train, int vocabulary, Team team) {
    NgramTable table =
        NgramEstimation.run(
            NgramSpec.ofOrder(spec.order()),
            train,
            vocabulary,
            team,
            TemporaryFolder.ofProcess(),
            _ -> {});
    return new CountedModel(table);
  }
}
