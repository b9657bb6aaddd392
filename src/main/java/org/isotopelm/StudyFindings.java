package org.isotopelm;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;

/**
 * What a study has found, as its folder holds it.
 *
 * @param folder the study's
 * @param home where its corpus is kept
 * @param result all its figures: what study.json holds
 */
public record StudyFindings(Path folder, Path home, StudyResult result) {
  /**
   * {@return the values of the best point, such as {@code lambda}; empty where there is none yet}
   */
  public Map<String, Object> choice() {
    return Objects.requireNonNullElse(result.best(), Map.of());
  }

  /** {@return all points that were tried, in the order of the search} */
  public List<StudyPoint> points() {
    return result.points().stream().map(StudyFindings::point).toList();
  }

  private static StudyPoint point(PointResult point) {
    MeanScores scores = point.scores();
    return new StudyPoint(
        point.values(),
        scores.nll(),
        scores.se(),
        scores.trainNll(),
        scores.exposure(),
        scores.cells());
  }

  /**
   * {@return the points in the order of one dimension, those without a figure left out: the curve
   * of the held-out nll}
   *
   * @param dimension of the space, such as {@code lambda}
   */
  public List<StudyPoint> curve(String dimension) {
    return points().stream()
        .filter(point -> point.nll() != null)
        .filter(point -> point.values().get(dimension) instanceof Number)
        .sorted(Comparator.comparingDouble(point -> number(point, dimension)))
        .toList();
  }

  private static double number(StudyPoint point, String dimension) {
    return ((Number) Objects.requireNonNull(point.values().get(dimension))).doubleValue();
  }

  /** {@return what may and what may not be concluded, in sentences} */
  public String conclusion() {
    return result.conclusion();
  }

  /** {@return what a reader must know before the result is believed, each in sentences} */
  public List<String> warnings() {
    return result.warnings();
  }

  /**
   * {@return the model that was trained at the chosen point on all text outside the test split}
   *
   * @throws IsotopeException (data) where the study has not trained it yet
   */
  public LanguageModel openChosen() {
    return Isotope.open(folder.resolve("chosen"), OpenOptions.defaults().withHome(home));
  }
}
