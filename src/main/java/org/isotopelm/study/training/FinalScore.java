package org.isotopelm.study.training;

import java.util.List;

/**
 * A final model on the test split.
 *
 * @param nll nats per token
 * @param ci95 its interval, from a bootstrap over documents, low and high; empty for one document
 * @param bitsPerByte of the documents' original text, with the {@link org.isotopelm.eval.Spelling}
 *     of unknown words charged
 * @param unitNll Σ nll of each document, or of each block of a text that is one stream
 * @param unitTokens predicted tokens of each
 */
public record FinalScore(
    double nll,
    List<Double> ci95,
    double bitsPerByte,
    List<Double> unitNll,
    List<Double> unitTokens) {

  /** Whether both cut the same text into the same tokens, so that their nll compare. */
  public boolean isComparableTo(FinalScore other) {
    return unitTokens.equals(other.unitTokens);
  }
}
