package org.isotopelm.study.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An opponent's final model on the test split.
 *
 * @param nll null if its final training failed; then all else is null or empty too
 * @param ci95 of the nll, as that of {@link FinalResult}
 * @param difference this minus the chosen model; null where one is missing, or where the two do not
 *     cut the text into the same tokens, so that only bits per byte compare
 * @param differenceCi95 its interval, from a paired bootstrap over documents; empty likewise
 */
public record TestedOpponent(
    String name,
    @Nullable Double nll,
    List<Double> ci95,
    @Nullable Double bitsPerByte,
    @Nullable Double difference,
    List<Double> differenceCi95) {}
