package org.isotopelm.study;

import org.jspecify.annotations.Nullable;

/**
 * How far a study is, after each cell.
 *
 * @param done cells that have ended, in earlier sessions too
 * @param total cells
 * @param failed of those done, that diverged
 * @param last the cell that ended last
 * @param best the point with the lowest mean nll on the folds and seeds that all points have ended,
 *     or on the first before that; null if there is none yet
 * @param bestNll its mean nll, NaN if there is none
 * @param secondsLeft at the pace so far
 */
public record Progress(
    int done,
    int total,
    int failed,
    Trial last,
    @Nullable Point best,
    double bestNll,
    double secondsLeft) {}
