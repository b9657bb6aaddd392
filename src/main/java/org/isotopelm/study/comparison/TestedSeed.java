package org.isotopelm.study.comparison;

import org.jspecify.annotations.Nullable;

/**
 * The final models of one seed on the test split, in nats per token.
 *
 * @param chosen null if its training diverged
 * @param zero null likewise, and where the space holds no λ
 * @param difference chosen minus zero
 */
public record TestedSeed(
    long seed, @Nullable Double chosen, @Nullable Double zero, @Nullable Double difference) {}
