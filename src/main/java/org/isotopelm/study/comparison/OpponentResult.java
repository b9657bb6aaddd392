package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An opponent.
 *
 * @param values what it sets by dimension; empty for an opponent of the config
 * @param settings what it sets by config path
 * @param pairedToBest this minus the best point
 */
public record OpponentResult(
    String name,
    Map<String, Object> values,
    Map<String, Object> settings,
    @JsonUnwrapped MeanScores scores,
    @Nullable Paired pairedToBest) {}
