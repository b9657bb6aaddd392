package org.isotopelm.report;

import java.util.List;
import java.util.Map;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.StudyResult.Paired;
import org.isotopelm.study.comparison.StudyResult.Scores;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.search.Landscape;
import org.isotopelm.train.TrainState.Evaluated;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that {@link Page} shows, as it goes into the page: its JSON is that of {@link
 * org.isotopelm.Json}. {@link StudyData} and {@link RunData} make it.
 *
 * @param name of the folder, for the title
 * @param folder as the user named it
 * @param running how far it is; null when it has come to its end
 * @param study what a study found; null for a single run
 * @param runs a study's final runs as far as they are there, chosen before zero; or the single run
 * @param provenance how to make it again
 */
public record ReportData(
    String name,
    String folder,
    @Nullable Running running,
    @Nullable StudyPart study,
    List<RunPart> runs,
    Provenance provenance) {

  /** The same while it goes on. */
  public ReportData running(Running state) {
    return new ReportData(name, folder, state, study, runs, provenance);
  }

  /**
   * How far a study or run is.
   *
   * @param unit what is counted: {@code cells} or {@code steps}
   * @param secondsLeft null where unknown
   * @param best values of the best point so far, or null
   * @param bestNll its held-out nll, or null
   * @param ended a sentence on how it ended, as no process goes on with it; null while one does
   */
  public record Running(
      String unit,
      long done,
      long total,
      long failed,
      @Nullable Double secondsLeft,
      @Nullable Map<String, Object> best,
      @Nullable Double bestNll,
      @Nullable String ended) {}

  /**
   * A study.
   *
   * @param lambdas the dimensions that are a λ
   * @param verdict the conclusion's first finding
   * @param reasoning the rest of the conclusion
   * @param marks of each of the result's points, such as {@code best}
   * @param curve nll over one dimension; null where no point has an nll
   * @param landscape what a model of all points says; null where there is none
   * @param learning held-out nll during training, of the chosen point and of λ = 0
   */
  public record StudyPart(
      StudySpec spec,
      List<String> lambdas,
      String verdict,
      String reasoning,
      StudyResult result,
      List<List<String>> marks,
      @Nullable CurvePart curve,
      @Nullable Landscape landscape,
      List<LearningPart> learning) {}

  /**
   * The curve over one dimension.
   *
   * @param others whether there are other dimensions, of which each column shows the best
   * @param connected whether a line between neighbours means something
   * @param opponents that came to an end on some cell, but for λ = 0, which is a column
   */
  public record CurvePart(
      String dimension,
      boolean others,
      boolean connected,
      List<ColumnPart> columns,
      List<String> opponents) {}

  /**
   * A point of the curve.
   *
   * @param value of the dimension
   * @param values of all dimensions
   * @param whole whether all its cells came to their end
   * @param marks such as {@code best}
   * @param folds nll of each (seed, fold), in one order for all columns; null where there is none
   */
  public record ColumnPart(
      Object value,
      Map<String, Object> values,
      boolean whole,
      List<String> marks,
      Scores scores,
      List<@Nullable Double> folds,
      @Nullable Paired pairedToZero) {}

  /**
   * Held-out nll during the training of a contender's cells.
   *
   * @param name {@code chosen} or {@code zero}
   * @param mean over the cells
   * @param cells one by one
   */
  public record LearningPart(String name, List<Evaluated> mean, List<List<Evaluated>> cells) {}

  /**
   * A run.
   *
   * @param name {@code chosen}, {@code zero} or the folder's
   * @param plan plan.json; null before it is there
   * @param points lines of metrics.jsonl, thinned where there are very many
   */
  public record RunPart(String name, @Nullable JsonNode plan, List<JsonNode> points) {}
}
