package org.isotopelm.study.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.search.Pruning;
import org.isotopelm.study.search.Search;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.text.FoldOrder;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code study}.
 *
 * @param search how points are proposed
 * @param space dimensions by name, in the config's order
 * @param tryFirst values by dimension of points that are trained before those that the search
 *     proposes; they count as trials
 * @param pruning when a trial is given up before all its cells are trained
 * @param budget what the search may spend
 * @param folds k, of all documents outside the test split; 1: no folds, the validation split is
 *     used
 * @param foldOrder how documents are assigned to folds
 * @param outerFolds of nested cross-validation: the search runs again inside each, and its choice
 *     is scored on the text that was left out; 0: none
 * @param tokenizer whether each fold trains its own
 * @param seeds trainings of each point on each fold
 * @param seed of the search and the first of the training seeds
 * @param retries how often a crashed cell is tried again before the crash is recorded
 * @param hold which measure of the chosen decay the final models keep; they train on more text than
 *     the cells
 * @param opponents config values by name and path, trained on the same folds
 * @param counted the counted baseline of the same folds; null: none
 * @param finals what is made of the chosen point; null: one model
 */
public record StudySpec(
    Search search,
    Map<String, Dimension> space,
    List<Map<String, Object>> tryFirst,
    Pruning pruning,
    Budget budget,
    int folds,
    FoldOrder foldOrder,
    int outerFolds,
    TokenizerFit tokenizer,
    int seeds,
    long seed,
    int retries,
    Hold hold,
    Map<String, Map<String, Object>> opponents,
    @Nullable CountedSpec counted,
    @JsonProperty("final") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FinalSpec finals) {

  /** Cells that a point has when it is not pruned. */
  public int cellsPerPoint() {
    return folds * seeds;
  }

  /** Cells of a point that the search trains; the best points get the others after it. */
  public int cellsInSearch() {
    return pruning.cellsInSearch(cellsPerPoint());
  }

  /**
   * The metric of a study, known before its first cell: bits per byte where its space or an
   * opponent sets anything of the tokenizer, or whether documents end with a token.
   */
  public Metric metric() {
    Stream<String> searched = space.values().stream().flatMap(each -> each.set().stream());
    Stream<String> compared = opponents.values().stream().flatMap(m -> m.keySet().stream());
    return Stream.concat(searched, compared).anyMatch(StudySpec::changesTokens)
        ? Metric.BITS_PER_BYTE
        : Metric.NLL;
  }

  private static boolean changesTokens(String path) {
    return path.equals("tokenizer")
        || path.startsWith("tokenizer.")
        || path.equals("data.boundaries");
  }

  /** The study that is made inside each outer fold. */
  public StudySpec inner() {
    return new StudySpec(
        search, space, tryFirst, pruning, budget, folds, foldOrder, 0, tokenizer, seeds, seed,
        retries, hold, Map.of(), null, null);
  }

  /** On which text a fold's tokenizer is trained. */
  public enum TokenizerFit {
    /** On the training text of the fold: it knows nothing of the held-out text. */
    REFIT,
    /**
     * On all text outside the test split, once. Every fold then has the same tokens, but the
     * tokenizer has seen the spelling of the held-out text, so held-out figures are a little too
     * good. A tokenizer from a file is always fixed.
     */
    FIXED
  }

  /** What stays as chosen when the run is longer. */
  public enum Hold {
    LAMBDA,
    EXPOSURE,
    TIMESCALE,
    /** The law of Bergsma et al. 2025: the more tokens a model sees, the larger its exposure. */
    TOKENS;

    /**
     * Under {@link #TOKENS} exposure grows as the tokens to this power: as a share of the run, the
     * best timescale is 1.084 · (tokens per parameter)^−{@value} (Bergsma et al. 2025, arXiv
     * 2505.13738).
     */
    public static final double GROWTH = 0.527;
  }

  /**
   * What the search may spend; null: no limit. Once a budget is used up, running cells end and no
   * more begin. The journal keeps why the search stopped, so the study reads the same later.
   *
   * @param trials points
   * @param cells trainings, those of opponents among them
   * @param minutes wall-clock time of the study in all sessions together, including the final
   *     trainings
   */
  public record Budget(
      @Nullable Integer trials, @Nullable Integer cells, @Nullable Double minutes) {
    public static final Budget NONE = new Budget(null, null, null);

    /** Those of a round's points that the trials are enough for, the first ones. */
    public <T> List<T> points(List<T> round, int before) {
      return first(round, trials, before);
    }

    /** Why there are no more points. */
    public String trialsUsedUp() {
      return "the budget of " + trials + " trials was used up";
    }

    /** The first of all, as many as a limit leaves; null: all of them. */
    public static <T> List<T> first(List<T> all, @Nullable Integer limit, int spent) {
      return limit == null ? all : all.subList(0, Math.clamp(limit - spent, 0, all.size()));
    }
  }
}
