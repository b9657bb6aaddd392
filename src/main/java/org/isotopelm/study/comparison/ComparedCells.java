package org.isotopelm.study.comparison;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which points are compared, and on which cells: all figures of points, opponents and pairs are of
 * these alone.
 *
 * @param candidates values of the points of which one may be chosen
 * @param cells (seed, fold) pairs that all of them have
 * @param folds in these
 * @param seeds in these
 * @param withheld why none is chosen, and the test split not looked at, though there are
 *     candidates; null: one is chosen
 */
public record ComparedCells(
    List<Map<String, Object>> candidates,
    int cells,
    int folds,
    int seeds,
    @Nullable String withheld) {}
