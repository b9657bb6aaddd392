package org.isotopelm.study;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.eval.Spelling;
import org.isotopelm.study.StudyResult.Scores;
import org.jspecify.annotations.Nullable;

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

  /**
   * The metric of a study, known before its first cell: bits per byte where its space or an
   * opponent sets anything of the tokenizer, or whether documents end with a token.
   */
  static Metric of(StudySpec spec) {
    Stream<String> searched = spec.space().values().stream().flatMap(each -> each.set().stream());
    Stream<String> opponents = spec.opponents().values().stream().flatMap(m -> m.keySet().stream());
    return Stream.concat(searched, opponents).anyMatch(Metric::changesTokens) ? BITS_PER_BYTE : NLL;
  }

  private static boolean changesTokens(String path) {
    return path.equals("tokenizer")
        || path.startsWith("tokenizer.")
        || path.equals("data.boundaries");
  }

  /** Of a cell with this nll in nats per token, at its end or at another evaluation. */
  abstract double of(CellResult result, double nll);

  /** Of a cell at its end. */
  public double of(CellResult result) {
    return of(result, result.nll());
  }

  /** Of a cell at its best checkpoint. */
  double best(CellResult result) {
    return of(result, result.bestCheckpointNll());
  }

  /**
   * What a nat per token is worth: a difference of nll in one text, times this, is one of these.
   */
  double perToken(CellResult result) {
    return of(result, 1) - of(result, 0);
  }

  /** Of a contender, from its means. */
  public @Nullable Double of(Scores scores) {
    return this == NLL ? scores.nll() : scores.bitsPerByte();
  }

  /** The standard error of that. */
  public @Nullable Double se(Scores scores) {
    return this == NLL ? scores.se() : scores.bitsPerByteSe();
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
