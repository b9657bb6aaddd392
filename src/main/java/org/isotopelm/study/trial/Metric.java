package org.isotopelm.study.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.isotopelm.eval.Spelling;

/**
 * The figure by which the contenders of a study are compared: chosen by, paired, plotted, modelled
 * and given up by. Lower is better.
 *
 * <p>A nll per token compares contenders that cut a text into the same tokens only: larger tokens
 * cost more each, and there are fewer of them. So bits per byte are taken wherever the tokens may
 * differ.
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

  /**
   * What a nat per token is worth: a difference of nll in one text, times this, is one of these.
   */
  public double perToken(CellResult result) {
    return of(result, 1) - of(result, 0);
  }

  /** What a figure is called: {@code nll}. */
  public String figure() {
    return figure;
  }

  /** What a figure is of: {@code nats per token}. */
  public String unit() {
    return unit;
  }

  /** What a difference is of: {@code nats}. */
  public String shortUnit() {
    return shortUnit;
  }

  /** As in JSON: {@code nll} or {@code bits_per_byte}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
