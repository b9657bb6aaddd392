package org.isotopelm.study.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
