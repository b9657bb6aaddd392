package org.isotopelm.study.comparison;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One final model.
 *
 * @param bitsPerByte null in studies that were finished by earlier programs
 */
public record FinalResult(
    Map<String, Object> values, double nll, List<Double> ci95, @Nullable Double bitsPerByte) {}
