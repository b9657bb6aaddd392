package org.isotopelm.study.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.isotopelm.eval.Spelling;

/**
 * The figure by which the contenders of a study are compared, chosen, plotted, modelled and given
 * up. Lower is better.
 *
 * <p>A nll per token can only compare contenders that cut a text into the same tokens: larger
 * tokens cost more each, and there are fewer of them. So bits per byte are used wherever the tokens
 * may differ.
 */
public enum Metric {
  /** Nats per token. */
  NLL("nll", "nats per token", "nats") {
    @Override
    double of(CellResult result, double nll) {
      return nll;
    }
  },
  /** Bits per byte of the text, with the {@link Spelling} of unknown words charged. */
  BITS_PER_BYTE("bits per byte", "bits per byte", "bits per byte") {
    @Override
    double of(CellResult result, double nll) {
      double spelling = Spelling.nats(result.unknownTokens(), result.unknownBytes());
      return (nll * result.tokens() + spelling) / (LOG_2 * result.bytes());
    }
  };

  private static final double LOG_2 = StrictMath.log(2);

  private final String figure;
  private final String unit;
  private final String shortUnit;

  Metric(String figure, String unit, String shortUnit) {
    this.figure = figure;
    this.unit = unit;
    this.shortUnit = shortUnit;
  }

  /** Of a cell with this nll in nats per token, at its end or at another evaluation. */
  abstract double of(CellResult result, double nll);

  /** Of a cell at its end. */
  public double of(CellResult result) {
    return of(result, result.nll());
  }

  /** Of a cell at its best checkpoint. */
  public double best(CellResult result) {
    return of(result, result.bestCheckpointNll());
  }

  /** The factor from a difference of nll in one text to a difference in this metric. */
  public double perToken(CellResult result) {
    return of(result, 1) - of(result, 0);
  }

  /** What a figure is called: {@code nll}. */
  public String figure() {
    return figure;
  }

  /** The unit of a figure: {@code nats per token}. */
  public String unit() {
    return unit;
  }

  /** The unit of a difference: {@code nats}. */
  public String shortUnit() {
    return shortUnit;
  }

  /** As in JSON: {@code nll} or {@code bits_per_byte}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
