package org.isotopelm.study;

import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.jspecify.annotations.Nullable;

/**
 * How far a study is. It is reported when the study begins, after each training, and when the final
 * trainings begin.
 *
 * @param phase what is trained
 * @param done trainings that have ended, in this session and before
 * @param total trainings, as far as the plan is known; includes opponents and final trainings
 * @param failed cells that diverged or crashed
 * @param metric what points are compared by
 * @param best the point with the lowest mean on the folds and seeds that the first round has
 *     finished; before that, on the first fold and seed; null if there is none yet
 * @param bestFigure its mean, NaN if there is none
 * @param bestError standard error of that mean over folds, NaN for fewer than two
 * @param secondsLeft at the pace so far, NaN before the first training has ended
 * @param part of a nested study, such as {@code outer/1}; empty for the study itself
 */
public record Progress(
    Phase phase,
    int done,
    int total,
    int failed,
    Metric metric,
    @Nullable Point best,
    double bestFigure,
    double bestError,
    double secondsLeft,
    String part) {

  /** What a study trains. */
  public enum Phase {
    /** Points and opponents on folds. */
    CELLS,
    /** The chosen point, its λ = 0 and the opponents on all text outside the test split. */
    FINALS
  }

  /** The same, of a part. */
  Progress of(String name) {
    return new Progress(
        phase, done, total, failed, metric, best, bestFigure, bestError, secondsLeft, name);
  }
}
