package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point of the space.
 *
 * @param round 1 for the first
 * @param origin who proposed it, such as {@code grid} or {@code expected improvement}
 * @param because why it was pruned or failed; null where it was not
 * @param pairedToZero this minus the same point with every λ at 0, all other values alike; null for
 *     λ = 0 itself and where that was not trained
 * @param pairedToDefault this minus the point with the config's own values; null for that point
 * @param pairedToBest this minus the best point; null for it
 */
public record PointResult(
    Map<String, Object> values,
    @JsonUnwrapped MeanScores scores,
    PointStatus status,
    int round,
    String origin,
    @Nullable String because,
    @Nullable Paired pairedToZero,
    @Nullable Paired pairedToDefault,
    @Nullable Paired pairedToBest) {}
