package org.isotopelm.study.space;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dimension; exactly one of values, logUniform, uniform is set.
 *
 * @param set the config paths that take the value
 * @param integer whether values of a range are rounded to whole numbers
 * @param when values of other dimensions under which this one is searched; other points do not have
 *     it, and its paths keep the config's values. Empty: it is always searched
 */
public record Dimension(
    List<String> set,
    @Nullable List<Object> values,
    @Nullable List<Double> logUniform,
    @Nullable List<Double> uniform,
    boolean integer,
    Map<String, Object> when) {}
