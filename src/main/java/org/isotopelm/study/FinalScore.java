package org.isotopelm.study;

import java.util.List;

/**
 * A final model on the test split.
 *
 * @param nll nats per token
 * @param ci95 its interval, from a bootstrap over documents
 * @param documentNll Σ nll of each document
 * @param documentTokens predicted tokens of each document
 */
public record FinalScore(
    double nll, List<Double> ci95, List<Double> documentNll, List<Long> documentTokens) {}
