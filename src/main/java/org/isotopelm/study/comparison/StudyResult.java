package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.isotopelm.study.plan.FinalWork;
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
 * @param counted the counted baseline; null where the study has none, or has not made it yet
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
 * @param ladder what was made of the best; null where the config asks for one model
 * @param reason why one of these is recommended, as a sentence; null likewise
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
    @Nullable CountedResult counted,
    ComparedCells compared,
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
    @JsonIgnore @Nullable Rungs ladder,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
    @Nullable NestedResult nested,
    String conclusion) {

  /** The models that were made of the best, on the test split in the same look. */
  @JsonProperty("final")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public @Nullable List<Rung> finals() {
    return ladder == null ? null : ladder.models();
  }

  /** λ = 0 and the counted model beside these, as far as they are runs with the same tokens. */
  @JsonProperty("final_baselines")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public @Nullable List<Rung> baselines() {
    return ladder == null ? null : ladder.beside();
  }

  /**
   * What the config asks for at the study's end and the time was too short for: {@code student},
   * {@code members}, {@code opponents}, {@code zero}, {@code mix}.
   */
  @JsonProperty("final_left_out")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public List<FinalWork.Part> leftOut() {
    return ladder == null ? List.of() : ladder.tried().leftOut();
  }

  /** The name of the model that {@code chosen/} is a copy of. */
  @JsonProperty("recommended")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public @Nullable String recommended() {
    return ladder == null ? null : ladder.recommended();
  }

  /**
   * The same with what is said of it.
   *
   * @param why the sentence on the recommended model; null without one
   */
  public StudyResult said(String sentences, List<String> caveats, @Nullable String why) {
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
        counted,
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
        ladder,
        why,
        nested,
        sentences);
  }
}
