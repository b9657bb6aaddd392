package org.isotopelm.study;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a study found: the JSON of {@code study --json}. All nll are in nats per token. Points,
 * opponents and test hold nothing that depends on time, machine or number of workers.
 *
 * @param study the study's folder
 * @param metric {@code nll}
 * @param cells trainings, those that diverged among them
 * @param failed trainings that diverged
 * @param seconds wall time of the study, all its sessions together
 * @param best values of the point with the lowest mean nll of those none of whose cells diverged;
 *     null if there is none
 * @param oneStandardError values of the strongest decay within one standard error of the best: with
 *     one λ the largest λ, with several the largest exposure; null where no standard error or no λ
 *     is known
 * @param atEdge dimensions on whose edge the best lies, so that a better value may lie outside
 * @param test the final models on the test split; null without a test split or without a best
 * @param conclusion what may and what may not be concluded
 */
public record StudyResult(
    String study,
    String metric,
    int cells,
    int failed,
    double seconds,
    List<PointResult> points,
    List<OpponentResult> opponents,
    @Nullable Map<String, Object> best,
    @Nullable Map<String, Object> oneStandardError,
    List<String> atEdge,
    @Nullable TestResult test,
    String conclusion) {

  /** The same with its conclusion. */
  StudyResult withConclusion(String sentences) {
    return new StudyResult(
        study,
        metric,
        cells,
        failed,
        seconds,
        points,
        opponents,
        best,
        oneStandardError,
        atEdge,
        test,
        sentences);
  }

  /**
   * Means over the cells that came to their end; null where none did.
   *
   * @param nll held out, at the end of training
   * @param se standard error of nll over cells, null for fewer than two
   * @param perplexity exp(nll)
   * @param trainNll of the text trained on
   * @param bestCheckpointNll held out, at the best evaluation of each training
   * @param exposure κ = Σ c_t·λ_t
   * @param cells trainings that came to their end
   * @param failed trainings that diverged
   */
  public record Scores(
      @Nullable Double nll,
      @Nullable Double se,
      @Nullable Double perplexity,
      @Nullable Double trainNll,
      @Nullable Double bestCheckpointNll,
      @Nullable Double exposure,
      int cells,
      int failed) {}

  /**
   * A difference over the (fold, seed) pairs that both contenders finished.
   *
   * @param difference mean of this minus the other
   * @param se its standard error, null for fewer than two pairs
   * @param p of a two-sided paired t-test with pairs − 1 degrees of freedom, likewise. Folds share
   *     training text, so it is optimistic: the test split decides
   * @param pairs how many
   */
  public record Paired(double difference, @Nullable Double se, @Nullable Double p, int pairs) {}

  /**
   * A point of the space.
   *
   * @param pairedToZero this minus the same point with every λ at 0 if that was trained, else minus
   *     the opponent {@code zero}; null for λ = 0 itself and where there is neither
   */
  public record PointResult(
      Map<String, Object> values, @JsonUnwrapped Scores scores, @Nullable Paired pairedToZero) {}

  /**
   * An opponent.
   *
   * @param values what it sets by dimension; empty for an opponent of the config
   * @param pairedToBest this minus the best point
   */
  public record OpponentResult(
      String name,
      Map<String, Object> values,
      @JsonUnwrapped Scores scores,
      @Nullable Paired pairedToBest) {}

  /**
   * The final models on the test split.
   *
   * @param chosen the best point, null if its final training diverged
   * @param zero the same with every λ at 0, null where the space holds no λ, or likewise
   * @param difference chosen minus zero
   * @param ci95 its interval, from a paired bootstrap over documents, low and high; empty for one
   *     document
   */
  public record TestResult(
      @Nullable Final chosen,
      @Nullable Final zero,
      @Nullable Double difference,
      @Nullable List<Double> ci95) {}

  /** One final model. */
  public record Final(Map<String, Object> values, double nll, List<Double> ci95) {}
}
