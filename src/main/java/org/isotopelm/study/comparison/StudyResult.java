package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.trial.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What a study found: the JSON of {@code study --json}. All nll are in nats per token; differences
 * are of the metric. Points, opponents and test hold nothing that depends on time, machine or
 * number of workers.
 *
 * @param study the study's folder
 * @param metric what contenders are compared by, wherever this speaks of best, lowest or difference
 * @param cells trainings, those that failed among them
 * @param failed trainings that diverged or crashed
 * @param pruned points given up before all their cells were trained
 * @param stoppedEarly trainings that early stopping ended before their planned steps, on the fold
 *     that scores them
 * @param seconds wall time of the study, all its sessions together
 * @param stopped why the search ended before its plan was done, such as a budget; null: it did not
 * @param points of the search, in the order in which they were proposed
 * @param compared which points on which cells
 * @param best values of the candidate with the lowest mean; null if there is none
 * @param oneStandardError values of the strongest decay in the set below that lies within one
 *     standard error of the best (Breiman, Friedman, Olshen and Stone 1984): with one λ the largest
 *     λ, with several the largest exposure; null where no standard error or no λ is known
 * @param indistinguishable the set: values of the candidates that the paired test with folds − 1
 *     degrees of freedom cannot tell from the best at 5 %, the best among them; empty where there
 *     is no test
 * @param parabola fitted around the minimum; null where it cannot be
 * @param stoppingEarly the best at its end minus λ = 0 at its best checkpoint, which held-out text
 *     picked; its corrected p is of the family of differences to λ = 0. Null where there is no λ =
 *     0, or it is the best
 * @param minimumDetectableEffect the smallest true paired difference that this study's test of the
 *     best point against λ = 0 (or, without one, against any point) would have seen with a power of
 *     80 %; null where unknown
 * @param minimumDetectableLevel the level of that test: 0.05 divided by the comparisons with λ = 0,
 *     the first step of Holm's procedure; null as above
 * @param atEdge dimensions on whose edge the best lies, so that a better value may lie outside
 * @param warnings what a reader must know before believing the result
 * @param test the final models on the test split; null without a test split or without a best
 * @param nested nested cross-validation; null where it was not asked for
 * @param conclusion what may and what may not be concluded
 */
public record StudyResult(
    String study,
    Metric metric,
    int cells,
    int failed,
    int pruned,
    int stoppedEarly,
    double seconds,
    @Nullable String stopped,
    List<PointResult> points,
    List<OpponentResult> opponents,
    Compared compared,
    @Nullable Map<String, Object> best,
    @Nullable Map<String, Object> oneStandardError,
    List<Map<String, Object>> indistinguishable,
    @Nullable Parabola parabola,
    @Nullable Paired stoppingEarly,
    @Nullable Double minimumDetectableEffect,
    @Nullable Double minimumDetectableLevel,
    List<String> atEdge,
    List<String> warnings,
    @Nullable TestResult test,
    @Nullable NestedResult nested,
    String conclusion) {

  /** The same with what is said of it. */
  public StudyResult said(String sentences, List<String> caveats) {
    return new StudyResult(
        study,
        metric,
        cells,
        failed,
        pruned,
        stoppedEarly,
        seconds,
        stopped,
        points,
        opponents,
        compared,
        best,
        oneStandardError,
        indistinguishable,
        parabola,
        stoppingEarly,
        minimumDetectableEffect,
        minimumDetectableLevel,
        atEdge,
        caveats,
        test,
        nested,
        sentences);
  }

  /**
   * Which points are compared, and on which cells: all figures of points, opponents and pairs are
   * of these alone.
   *
   * @param candidates values of the points of which one may be chosen
   * @param cells (seed, fold) pairs that all of them have
   * @param folds in these
   * @param seeds in these
   * @param withheld why none is chosen, and the test split not looked at, though there are
   *     candidates; null: one is chosen
   */
  public record Compared(
      List<Map<String, Object>> candidates,
      int cells,
      int folds,
      int seeds,
      @Nullable String withheld) {}

  /**
   * Means over the cells that are compared and came to their end; null where none did.
   *
   * @param nll held out, at the end of training
   * @param se standard error of nll over folds, the seeds of each averaged, or over the seeds of
   *     one split; null for fewer than two
   * @param perplexity exp(nll)
   * @param bitsPerByte (Σ nll + {@link org.isotopelm.eval.Spelling} of unknown words) / (ln 2 ·
   *     UTF-8 bytes)
   * @param bitsPerByteSe as se
   * @param unknownShare of the held-out tokens, those that stand for text the tokenizer does not
   *     know
   * @param trainNll of the text trained on
   * @param bestCheckpointNll held out, at the best evaluation of each training
   * @param exposure κ = Σ c_t·λ_t of the decay that is searched, over the steps that were done
   * @param learningRate η at its peak
   * @param steps optimizer steps of a cell
   * @param cells trainings whose means these are
   * @param failed trainings that diverged or crashed
   */
  public record Scores(
      @Nullable Double nll,
      @Nullable Double se,
      @Nullable Double perplexity,
      @Nullable Double bitsPerByte,
      @Nullable Double bitsPerByteSe,
      @Nullable Double unknownShare,
      @Nullable Double trainNll,
      @Nullable Double bestCheckpointNll,
      @Nullable Double exposure,
      @Nullable Double learningRate,
      @Nullable Double steps,
      int cells,
      int failed) {

    /** The mean in a metric. */
    public @Nullable Double figure(Metric metric) {
      return metric == Metric.NLL ? nll : bitsPerByte;
    }

    /** The standard error of that. */
    public @Nullable Double error(Metric metric) {
      return metric == Metric.NLL ? se : bitsPerByteSe;
    }

    /** The perplexity's standard error, to first order: perplexity · se. */
    @JsonProperty(value = "perplexity_se", access = Access.READ_ONLY)
    public @Nullable Double perplexitySe() {
      return perplexity == null || se == null ? null : (Double) (perplexity * se);
    }
  }

  /**
   * A difference in the study's metric, over the compared (fold, seed) pairs that both contenders
   * finished.
   *
   * @param difference mean of this minus the other, over folds and the seeds of each
   * @param se its plain standard error s/√n over folds, the seeds of each averaged, or over the
   *     seeds of one split; null for fewer than two
   * @param correctedSe the same for folds that share training text (Nadeau and Bengio 2003) over
   *     folds, the seeds of each averaged; with one fold over seeds, uncorrected: that is the noise
   *     of training and says nothing about other text. With few folds no smaller than the one that
   *     is pooled over candidates; see {@link Yardstick}. Null for fewer than two
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

    /** Whether the difference is below what figures can mean; see {@link Resolution}. */
    @JsonIgnore
    public boolean isNone() {
      return Resolution.isNone(difference);
    }

    /** The same as no difference: rounding, which no test can speak of. */
    Paired without() {
      Double none = p == null ? null : (Double) 1.0;
      List<Double> wide =
          ci95.isEmpty()
              ? ci95
              : List.of(
                  Math.min(ci95.get(0), -Resolution.OF_FIGURES),
                  Math.max(ci95.get(1), Resolution.OF_FIGURES));
      return new Paired(difference, se, correctedSe, wide, none, pHolm, none, documentsCi95, pairs);
    }

    /** The same with a corrected p. */
    public Paired withHolm(double corrected) {
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
   * @param pairedToZero this minus the same point with every λ at 0, all other values alike; null
   *     for λ = 0 itself and where that was not trained
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
   * @param misfit how far the mean of a point lies from it at most, in the metric; null for three
   *     points, which it goes through whatever the curve is
   * @param ci95 of the minimum over folds (Fieller 1954), low and high, as far as λ was searched;
   *     empty for three points, and where unknown or without end
   * @param points that it goes through
   */
  public record Parabola(
      String dimension, double minimum, @Nullable Double misfit, List<Double> ci95, int points) {}

  /**
   * The final models on the test split, all of one look.
   *
   * @param chosen the best point, null if its final training diverged
   * @param zero the same with every λ at 0, null where the space holds no λ, or likewise
   * @param difference chosen minus zero
   * @param ci95 its interval, from a paired bootstrap over documents, low and high; empty for one
   *     document
   * @param look 1 where this is the first time that the study looked at its test split; each more
   *     makes the figures more optimistic
   * @param opponents of the study, but {@code zero}, each trained once with the study's first seed;
   *     not those that change the text; empty in studies that were finished by earlier programs
   * @param seeds chosen and zero with each of the study's seeds, of which {@code chosen} and {@code
   *     zero} are the first; empty likewise
   */
  public record TestResult(
      @Nullable Final chosen,
      @Nullable Final zero,
      @Nullable Double difference,
      @Nullable List<Double> ci95,
      int look,
      List<TestedOpponent> opponents,
      List<TestedSeed> seeds) {

    public TestResult {
      opponents = Objects.requireNonNullElse(opponents, List.of());
      seeds = Objects.requireNonNullElse(seeds, List.of());
    }

    /** Means over the seeds; null for fewer than two that came to their end. */
    @JsonProperty(value = "over_seeds", access = Access.READ_ONLY)
    public @Nullable OverSeeds overSeeds() {
      return OverSeeds.of(seeds);
    }
  }

  /**
   * One final model.
   *
   * @param bitsPerByte null in studies that were finished by earlier programs
   */
  public record Final(
      Map<String, Object> values, double nll, List<Double> ci95, @Nullable Double bitsPerByte) {}

  /**
   * An opponent's final model on the test split.
   *
   * @param nll null if its final training failed; then all else is null or empty too
   * @param ci95 of the nll, as that of {@link Final}
   * @param difference this minus the chosen model; null where one is missing, or where the two do
   *     not cut the text into the same tokens, so that only bits per byte compare
   * @param differenceCi95 its interval, from a paired bootstrap over documents; empty likewise
   */
  public record TestedOpponent(
      String name,
      @Nullable Double nll,
      List<Double> ci95,
      @Nullable Double bitsPerByte,
      @Nullable Double difference,
      List<Double> differenceCi95) {}

  /**
   * The final models of one seed on the test split, in nats per token.
   *
   * @param chosen null if its training diverged
   * @param zero null likewise, and where the space holds no λ
   * @param difference chosen minus zero
   */
  public record TestedSeed(
      long seed, @Nullable Double chosen, @Nullable Double zero, @Nullable Double difference) {}

  /**
   * Means of {@link TestedSeed}s.
   *
   * @param seeds how many
   * @param difference chosen minus zero; null where a zero is missing
   * @param se standard error of the difference over seeds: the noise of training alone
   */
  public record OverSeeds(
      int seeds, double chosen, @Nullable Double difference, @Nullable Double se) {

    static @Nullable OverSeeds of(List<TestedSeed> seeds) {
      double[] chosen = known(seeds, TestedSeed::chosen);
      double[] differences = known(seeds, TestedSeed::difference);
      if (chosen.length < 2) {
        return null;
      }
      boolean paired = differences.length == chosen.length;
      return new OverSeeds(
          chosen.length,
          Statistics.mean(chosen),
          paired ? (Double) Statistics.mean(differences) : null,
          paired ? Statistics.standardError(differences) : null);
    }

    private static double[] known(
        List<TestedSeed> seeds, Function<TestedSeed, @Nullable Double> figure) {
      return seeds.stream()
          .map(figure)
          .filter(Objects::nonNull)
          .mapToDouble(Double::doubleValue)
          .toArray();
    }
  }

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
