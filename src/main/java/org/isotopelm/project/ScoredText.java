package org.isotopelm.project;

import java.util.List;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.jspecify.annotations.Nullable;

/**
 * A run's scores of a text.
 *
 * @param run that scored it
 * @param scores of every token
 * @param evaluation the figures that are reported
 */
public record ScoredText(LoadedRun run, LoadedRun.Text text, Scores scores, Evaluation evaluation) {
  /** Of every bootstrap over the text's documents, so that the same text has the same interval. */
  public static final long SEED = 1;

  /**
   * Scores a text.
   *
   * @param split of the run's own corpus that the text is; null for another text
   * @param doubts what else a reader of the figures must know
   */
  public static ScoredText of(
      LoadedRun run, LoadedRun.Text text, @Nullable String split, List<String> doubts, Team team) {
    Scores scores = Evaluator.score(run.model(), text.split(), team);
    Evaluation evaluation =
        scores.evaluation(run.folder().toString(), run.checkpoint(), split, SEED, doubts);
    return new ScoredText(run, text, scores, evaluation);
  }
}
