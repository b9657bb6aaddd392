package org.isotopelm.study.training;

import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.eval.Bootstrap;

/**
 * A final model on the test split.
 *
 * @param nll nats per token
 * @param ci95 its interval, from a bootstrap over documents, low and high; empty for one document
 * @param bitsPerByte of the documents' original text, with the {@link org.isotopelm.eval.Spelling}
 *     of unknown words charged
 * @param bitsCi95 its interval, likewise
 * @param unitNll Σ nll of each document, or of each block of a text that is one stream
 * @param unitTokens predicted tokens of each
 */
public record FinalScore(
    double nll,
    List<Double> ci95,
    double bitsPerByte,
    List<Double> bitsCi95,
    List<Double> unitNll,
    List<Double> unitTokens) {

  private static final long SEED = 1;

  /**
   * A difference in nats per token.
   *
   * @param ci95 from a paired bootstrap over documents, low and high; empty for one document
   */
  public record Difference(double difference, List<Double> ci95) {}

  /** The paired difference to another model on the same text, this one minus that one. */
  public Difference difference(FinalScore other) {
    return new Difference(
        nll - other.nll,
        unitNll.size() < 2
            ? List.of()
            : CellFigures.pair(Bootstrap.ratio(minus(other), tokens(), SEED)));
  }

  /** Σ nll of each unit minus that of the other model. */
  public double[] minus(FinalScore other) {
    return IntStream.range(0, unitNll.size())
        .mapToDouble(i -> unitNll.get(i) - other.unitNll.get(i))
        .toArray();
  }

  /** Predicted tokens of each unit. */
  public double[] tokens() {
    return unitTokens.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Whether both cut the same text into the same tokens, so that their nll compare. */
  public boolean isComparableTo(FinalScore other) {
    return unitTokens.equals(other.unitTokens);
  }
}
