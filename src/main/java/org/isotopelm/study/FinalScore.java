package org.isotopelm.study;

import java.util.List;

/**
 * A final model on the test split.
 *
 * @param nll nats per token
 * @param ci95 its interval, from a bootstrap over documents, low and high; empty for one document
 * @param unitNll Σ nll of each document, or of each block of a text that is one stream
 * @param unitTokens predicted tokens of each
 */
public record FinalScore(
    double nll, List<Double> ci95, List<Double> unitNll, List<Double> unitTokens) {}
