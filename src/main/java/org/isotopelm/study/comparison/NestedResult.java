package org.isotopelm.study.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nested cross-validation: what the whole procedure, search included, is worth on text that took no
 * part in it.
 *
 * @param folds each outer fold's choice and test
 * @param nll mean of the choices
 * @param paired choice minus λ = 0; null where the space holds no λ
 */
public record NestedResult(List<TestResult> folds, double nll, @Nullable Paired paired) {}
