package org.isotopelm.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.model.Sight;
import org.jspecify.annotations.Nullable;

/** The nll of every target of a split, in nats, in order; and the sums that are taken of them. */
public final class Scores {
  /** Said of a model whose scores are no distribution. */
  public static final String NO_PROBABILITIES =
      "the scores of this model are no probabilities, because they do not sum to one over all tokens; do not compare its nll and perplexity with those of other models";

  private static final double LOG_2 = StrictMath.log(2);

  private final Passages passages;
  private final Sight sight;
  private final boolean distribution;
  private final float[] nll;

  /**
   * @param distribution whether they are −ln p of probabilities that sum to one over all tokens
   */
  Scores(Passages passages, Sight sight, boolean distribution, float[] nll) {
    this.passages = passages;
    this.sight = sight;
    this.distribution = distribution;
    this.nll = nll;
  }

  Passages passages() {
    return passages;
  }

  /** The split that was scored. */
  public TokenizedSplit split() {
    return passages.split();
  }

  /** Predicted tokens, ends of documents included where they are predicted. */
  public int tokens() {
    return nll.length;
  }

  /** The nll of one target. */
  public float nll(int target) {
    return nll[target];
  }

  /** Mean nll in nats per token; infinite where a token was held impossible. */
  public double nll() {
    return total() / nll.length;
  }

  private double total() {
    double sum = 0;
    for (int d = 0; d < passages.documents(); d++) {
      sum += documentNll(d);
    }
    return sum;
  }

  /** Σ nll of each unit of the bootstrap, in nats: of each document, or block of one stream. */
  public double[] unitNll() {
    return Units.of(passages).sums(this);
  }

  /** Tokens of each unit. */
  public double[] unitTokens() {
    return Units.of(passages).tokens();
  }

  /** Σ nll of document {@code d} of the split. */
  double documentNll(int d) {
    return sum(passages.documentStart(d), passages.documentStart(d + 1));
  }

  /** Σ nll of targets [from, to), in order. */
  double sum(int from, int to) {
    double sum = 0;
    for (int target = from; target < to; target++) {
      sum += nll[target];
    }
    return sum;
  }

  /** UTF-8 bytes of the original text. */
  public long bytes() {
    return Arrays.stream(split().documents()).mapToLong(split().store()::bytes).sum();
  }

  /** Tokens that stand for text the tokenizer does not know. */
  public long unknownTokens() {
    return Arrays.stream(split().documents()).mapToLong(split().store()::unknown).sum();
  }

  /** UTF-8 bytes of the text that unknown tokens stand for. */
  public long unknownBytes() {
    return Arrays.stream(split().documents()).mapToLong(split().store()::unknownBytes).sum();
  }

  /**
   * The interval of {@link Evaluation#bitsPerByteSpelled}, from a bootstrap over documents: each is
   * drawn with its own bytes. The bytes of a block of one stream are not known; there it is the
   * interval of the nll, in bits per byte.
   *
   * @return null for fewer than two units
   */
  public @Nullable Interval bitsPerByteInterval(long seed) {
    Units units = Units.of(passages);
    double[] bits = units.sums(this);
    if (bits.length < 2) {
      return null;
    }
    if (units.documents().length == 0) {
      double each = nll.length / LOG_2 / bytes();
      double spelled = spelling() / LOG_2 / bytes();
      Interval tokens = Bootstrap.ratio(bits, units.tokens(), seed);
      return new Interval(tokens.low() * each + spelled, tokens.high() * each + spelled);
    }
    TokenStore store = split().store();
    double[] bytes = new double[bits.length];
    for (int unit = 0; unit < bits.length; unit++) {
      int document = split().documents()[units.documents()[unit]];
      bits[unit] = (bits[unit] + Spelling.nats(store, document)) / LOG_2;
      bytes[unit] = store.bytes(document);
    }
    return Bootstrap.ratio(bits, bytes, seed);
  }

  private double spelling() {
    return Arrays.stream(split().documents())
        .mapToDouble(document -> Spelling.nats(split().store(), document))
        .sum();
  }

  /**
   * The figures that are reported.
   *
   * @param run what was scored, if it has a name
   * @param checkpoint of the run
   * @param splitName such as {@code validation}
   * @param seed of the bootstrap
   */
  public Evaluation evaluation(
      @Nullable String run, @Nullable String checkpoint, @Nullable String splitName, long seed) {
    return evaluation(run, checkpoint, splitName, seed, List.of());
  }

  /**
   * The same with doubts about the run, behind the gravest warning and before all others.
   *
   * @param doubts what else a reader of the figures must know
   */
  public Evaluation evaluation(
      @Nullable String run,
      @Nullable String checkpoint,
      @Nullable String splitName,
      long seed,
      List<String> doubts) {
    TokenStore store = split().store();
    long bytes = bytes();
    long unknown = unknownTokens();
    long words = 0;
    for (int document : split().documents()) {
      words += store.words(document);
    }
    double total = total();
    double mean = total / nll.length;
    Units units = Units.of(passages);
    Interval interval =
        units.count() < 2 ? null : Bootstrap.ratio(units.sums(this), units.tokens(), seed);
    return new Evaluation(
        run,
        checkpoint,
        splitName,
        passages.documents(),
        nll.length,
        words,
        bytes,
        unknown,
        mean,
        StrictMath.exp(mean),
        StrictMath.exp(total / words),
        total / LOG_2 / bytes,
        (total + spelling()) / LOG_2 / bytes,
        interval,
        units.name(),
        sight.context(),
        sight.stride(),
        Stream.of(improbable(run), doubts, warnings(unknown)).flatMap(List::stream).toList());
  }

  private List<String> improbable(@Nullable String run) {
    return distribution ? List.of() : List.of((run == null ? "" : run + ": ") + NO_PROBABILITIES);
  }

  private List<String> warnings(long unknown) {
    List<String> warnings = new ArrayList<>();
    int infinite = 0;
    int undefined = 0;
    for (float score : nll) {
      infinite += Float.isInfinite(score) ? 1 : 0;
      undefined += Float.isNaN(score) ? 1 : 0;
    }
    if (infinite > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the model gives %,d of %,d tokens probability 0: the perplexity is infinite",
              infinite,
              nll.length));
    }
    if (undefined > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the nll of %,d of %,d tokens is not a number (NaN): the model has diverged",
              undefined,
              nll.length));
    }
    if (unknown > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d tokens (%.2f %%) are unknown to the tokenizer and scored "
                  + "as its unknown token",
              unknown,
              nll.length,
              100.0 * unknown / nll.length));
    }
    return warnings;
  }
}
