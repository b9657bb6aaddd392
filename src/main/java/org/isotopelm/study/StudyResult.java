package org.isotopelm.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
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
 * @param cells trainings, those that failed among them
 * @param failed trainings that diverged or crashed
 * @param pruned points given up before all their cells were trained
 * @param seconds wall time of the study, all its sessions together
 * @param stopped why the search ended before its plan was done, such as a budget; null: it did not
 * @param points of the search, in the order in which they were proposed
 * @param best values of the point with the lowest mean nll of those with all their cells; null if
 *     there is none
 * @param oneStandardError values of the strongest decay within one standard error of the best: with
 *     one λ the largest λ, with several the largest exposure; null where no standard error or no λ
 *     is known
 * @param indistinguishable values of the points that the paired test with folds − 1 degrees of
 *     freedom cannot tell from the best at 5 %, the best among them; empty where there is no test
 * @param parabola fitted around the minimum; null where it cannot be
 * @param minimumDetectableEffect the smallest true paired difference, in nats, that this study's
 *     test of the best point against λ = 0 (or, without one, against any point) would have seen
 *     with a power of 80 %; null where unknown
 * @param atEdge dimensions on whose edge the best lies, so that a better value may lie outside
 * @param warnings what a reader must know before believing the result
 * @param test the final models on the test split; null without a test split or without a best
 * @param nested nested cross-validation; null where it was not asked for
 * @param conclusion what may and what may not be concluded
 */
public record StudyResult(
    String study,
    String metric,
    int cells,
    int failed,
    int pruned,
    double seconds,
    @Nullable String stopped,
    List<PointResult> points,
    List<OpponentResult> opponents,
    @Nullable Map<String, Object> best,
    @Nullable Map<String, Object> oneStandardError,
    List<Map<String, Object>> indistinguishable,
    @Nullable Parabola parabola,
    @Nullable Double minimumDetectableEffect,
    List<String> atEdge,
    List<String> warnings,
    @Nullable TestResult test,
    @Nullable NestedResult nested,
    String conclusion) {

  /** The same with what is said of it. */
  StudyResult said(String sentences, List<String> caveats) {
    return new StudyResult(
        study,
        metric,
        cells,
        failed,
        pruned,
        seconds,
        stopped,
        points,
        opponents,
        best,
        oneStandardError,
        indistinguishable,
        parabola,
        minimumDetectableEffect,
        atEdge,
        caveats,
        test,
        nested,
        sentences);
  }

  /**
   * Means over the cells that came to their end; null where none did.
   *
   * @param nll held out, at the end of training
   * @param se standard error of nll over cells, null for fewer than two
   * @param perplexity exp(nll)
   * @param bitsPerByte Σ nll / (ln 2 · UTF-8 bytes)
   * @param trainNll of the text trained on
   * @param bestCheckpointNll held out, at the best evaluation of each training
   * @param exposure κ = Σ c_t·λ_t
   * @param learningRate η at its peak
   * @param steps optimizer steps of a cell
   * @param cells trainings that came to their end
   * @param failed trainings that diverged or crashed
   */
  public record Scores(
      @Nullable Double nll,
      @Nullable Double se,
      @Nullable Double perplexity,
      @Nullable Double bitsPerByte,
      @Nullable Double trainNll,
      @Nullable Double bestCheckpointNll,
      @Nullable Double exposure,
      @Nullable Double learningRate,
      @Nullable Double steps,
      int cells,
      int failed) {

    /** The perplexity's standard error, to first order: perplexity · se. */
    @JsonProperty(value = "perplexity_se", access = Access.READ_ONLY)
    public @Nullable Double perplexitySe() {
      return perplexity == null || se == null ? null : (Double) (perplexity * se);
    }

    /** That of bits per byte, which are the nll times tokens/(ln 2 · bytes). */
    @JsonProperty(value = "bits_per_byte_se", access = Access.READ_ONLY)
    public @Nullable Double bitsPerByteSe() {
      return bitsPerByte == null || nll == null || se == null
          ? null
          : (Double) (bitsPerByte / nll * se);
    }
  }

  /**
   * A difference over the (fold, seed) pairs that both contenders finished.
   *
   * @param difference mean of this minus the other, over folds and the seeds of each
   * @param se its plain standard error s/√n, null for fewer than two pairs
   * @param correctedSe the same for folds that share training text (Nadeau and Bengio 2003) over
   *     folds, the seeds of each averaged; with one fold over seeds, uncorrected: that is the noise
   *     of training and says nothing about other text. Null for fewer than two
   * @param ci95 from correctedSe and Student's t, low and high; empty where unknown
   * @param p of the two-sided corrected resampled t-test, with k − 1 degrees of freedom for k folds
   *     however many seeds there are; with one fold, seeds − 1
   * @param pHolm the same, corrected for all comparisons of its kind in this study (Holm 1979);
   *     null for those outside the family
   * @param pWilcoxon of the exact two-sided signed-rank test over the same repetitions, folds or
   *     seeds; with few folds it cannot be small (0.25 with three), and shared training text, for
   *     which it knows no correction, makes it err more often than it says
   * @param documentsCi95 from a bootstrap over documents: uncertainty of the held-out text alone;
   *     empty where there is one document, or where the two do not cut the text into the same
   *     tokens
   * @param pairs how many
   */
  public record Paired(
      double difference,
      @Nullable Double se,
      @Nullable Double correctedSe,
      List<Double> ci95,
      @Nullable Double p,
      @Nullable Double pHolm,
      @Nullable Double pWilcoxon,
      List<Double> documentsCi95,
      int pairs) {

    /** The same with a corrected p. */
    Paired withHolm(double corrected) {
      return new Paired(
          difference, se, correctedSe, ci95, p, corrected, pWilcoxon, documentsCi95, pairs);
    }
  }

  /** What became of a point. */
  public enum Status {
    /** Every cell came to its end. */
    DONE,
    /** Given up by the study's pruning rule. */
    PRUNED,
    /** A cell diverged or crashed. */
    FAILED,
    /** Cells are missing: the study is not at its end, or its budget was. */
    UNFINISHED
  }

  /**
   * A point of the space.
   *
   * @param round 1 for the first
   * @param origin who proposed it, such as {@code grid} or {@code expected improvement}
   * @param because why it was pruned or failed; null where it was not
   * @param pairedToZero this minus the same point with every λ at 0 if that was trained, else minus
   *     the opponent {@code zero}; null for λ = 0 itself and where there is neither
   * @param pairedToDefault this minus the config's own values; null for them
   * @param pairedToBest this minus the best point; null for it
   */
  public record PointResult(
      Map<String, Object> values,
      @JsonUnwrapped Scores scores,
      Status status,
      int round,
      String origin,
      @Nullable String because,
      @Nullable Paired pairedToZero,
      @Nullable Paired pairedToDefault,
      @Nullable Paired pairedToBest) {}

  /**
   * An opponent.
   *
   * @param values what it sets by dimension; empty for an opponent of the config
   * @param settings what it sets by config path
   * @param pairedToBest this minus the best point
   */
  public record OpponentResult(
      String name,
      Map<String, Object> values,
      Map<String, Object> settings,
      @JsonUnwrapped Scores scores,
      @Nullable Paired pairedToBest) {}

  /**
   * A parabola in the dimension's logarithm through the points around the minimum.
   *
   * @param dimension the one λ that is searched
   * @param minimum the value at its lowest
   * @param nll there
   * @param ci95 of the minimum over folds (Fieller 1954), low and high; empty where unknown or
   *     without end
   * @param points that it goes through
   */
  public record Parabola(
      String dimension, double minimum, double nll, List<Double> ci95, int points) {}

  /**
   * The final models on the test split.
   *
   * @param chosen the best point, null if its final training diverged
   * @param zero the same with every λ at 0, null where the space holds no λ, or likewise
   * @param difference chosen minus zero
   * @param ci95 its interval, from a paired bootstrap over documents, low and high; empty for one
   *     document
   * @param look 1 where this is the first time that the study looked at its test split; each more
   *     makes the figures more optimistic
   */
  public record TestResult(
      @Nullable Final chosen,
      @Nullable Final zero,
      @Nullable Double difference,
      @Nullable List<Double> ci95,
      int look) {}

  /** One final model. */
  public record Final(Map<String, Object> values, double nll, List<Double> ci95) {}

  /**
   * Nested cross-validation: what the whole procedure, search included, is worth on text that took
   * no part in it.
   *
   * @param folds each outer fold's choice and test
   * @param nll mean of the choices
   * @param paired choice minus λ = 0; null where the space holds no λ
   */
  public record NestedResult(List<TestResult> folds, double nll, @Nullable Paired paired) {}
}
