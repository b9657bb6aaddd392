package org.isotopelm.study.trial;

import java.util.List;
import org.isotopelm.study.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a point when the next points are proposed.
 *
 * @param figures the study's metric on each of its (seed, fold) pairs, in one order for all points;
 *     null where the cell was not trained or has failed
 * @param failed whether a cell diverged or crashed
 */
public record Observation(Point point, List<@Nullable Double> figures, boolean failed) {}
