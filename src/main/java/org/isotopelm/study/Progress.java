package org.isotopelm.study;

import java.util.function.Supplier;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * How far a study is, after each cell.
 *
 * @param done cells that have ended, in earlier sessions too
 * @param total cells, as far as the plan is known
 * @param failed of those done, that diverged or crashed
 * @param last the cell that ended last
 * @param metric what points are compared by
 * @param best the point with the lowest mean on the folds and seeds that the first round has ended,
 *     or on the first before that; null if there is none yet
 * @param bestFigure its mean, NaN if there is none
 * @param bestError standard error of that mean over folds, NaN for fewer than two
 * @param secondsLeft at the pace so far
 * @param part of a nested study, such as {@code outer/1}; empty for the study itself
 * @param soFar what has been found; costs a summary, so that it is asked for only where it is shown
 */
public record Progress(
    int done,
    int total,
    int failed,
    Trial last,
    Metric metric,
    @Nullable Point best,
    double bestFigure,
    double bestError,
    double secondsLeft,
    String part,
    Supplier<StudyOutcome> soFar) {

  /** The same, of a part. */
  Progress of(String name) {
    return new Progress(
        done, total, failed, last, metric, best, bestFigure, bestError, secondsLeft, name, soFar);
  }
}
