package org.isotopelm.eval;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.jspecify.annotations.Nullable;

/**
 * Two models on the same text, unit by unit: what is hard for both cancels out.
 *
 * @param metric {@code nll}, nats per token, where both cut the text into the same tokens; else
 *     {@code bits_per_byte}
 * @param difference of the metric, first model minus second: negative where the first is better
 * @param ci95 of the difference, by paired bootstrap; null for fewer than two units
 * @param p two-sided, by random flips of signs; 1 for a difference that is none ({@link
 *     Resolution}); null for fewer than two units
 * @param over the units that are drawn and flipped
 */
public record PairedComparison(
    String metric, double difference, @Nullable Interval ci95, @Nullable Double p, String over) {

  /** Compares; refuses scores of different texts. */
  public static PairedComparison of(Scores first, Scores second, long seed) {
    requireSameText(first.split(), second.split());
    return sameTokens(first.passages(), second.passages())
        ? byToken(first, second, seed)
        : byByte(first, second, seed);
  }

  /** Whether the difference is below what figures can mean. */
  @JsonIgnore
  public boolean isNone() {
    return Resolution.isNone(difference);
  }

  private static PairedComparison byToken(Scores first, Scores second, long seed) {
    Units units = Units.of(first.passages());
    double[] differences = subtract(units.sums(first), units.sums(second));
    return of("nll", differences, units.tokens(), units.name(), seed);
  }

  /** Tokens do not correspond, so documents are the only units. */
  private static PairedComparison byByte(Scores first, Scores second, long seed) {
    double[] differences = subtract(documentBits(first), documentBits(second));
    TokenStore store = first.split().store();
    double[] bytes = Arrays.stream(first.split().documents()).mapToDouble(store::bytes).toArray();
    return of("bits_per_byte", differences, bytes, "documents", seed);
  }

  private static PairedComparison of(
      String metric, double[] differences, double[] sizes, String over, long seed) {
    double difference = Arrays.stream(differences).sum() / Arrays.stream(sizes).sum();
    return differences.length < 2
        ? new PairedComparison(metric, difference, null, null, over)
        : new PairedComparison(
            metric,
            difference,
            Bootstrap.ratio(differences, sizes, seed),
            Resolution.isNone(difference) ? 1 : Bootstrap.signFlip(differences, seed),
            over);
  }

  private static double[] documentBits(Scores scores) {
    double[] bits = new double[scores.passages().documents()];
    int[] documents = scores.split().documents();
    TokenStore store = scores.split().store();
    Arrays.setAll(
        bits,
        d -> (scores.documentNll(d) + Spelling.nats(store, documents[d])) / StrictMath.log(2));
    return bits;
  }

  private static double[] subtract(double[] first, double[] second) {
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> first[i] - second[i]);
    return differences;
  }

  private static void requireSameText(TokenizedSplit first, TokenizedSplit second) {
    if (first.boundaries() != second.boundaries()) {
      throw ProblemException.failure(
          "the runs cannot be compared: one predicts the ends of documents and the other does not;"
              + " train both with the same data.boundaries");
    }
    int[] left = first.documents();
    int[] right = second.documents();
    if (left.length != right.length) {
      throw ProblemException.failure(
          String.format(
              Locale.ROOT,
              "the runs were scored on different texts, of %,d and %,d documents; give both the same text",
              left.length,
              right.length));
    }
    for (int d = 0; d < left.length; d++) {
      TokenStore a = first.store();
      TokenStore b = second.store();
      if (a.bytes(left[d]) != b.bytes(right[d]) || a.words(left[d]) != b.words(right[d])) {
        throw ProblemException.failure(
            String.format(
                Locale.ROOT,
                "the runs were scored on different texts: document %,d has %,d and %,d bytes; give both the same text",
                d + 1,
                a.bytes(left[d]),
                b.bytes(right[d])));
      }
    }
  }

  private static boolean sameTokens(Passages first, Passages second) {
    if (first.targets() != second.targets()) {
      return false;
    }
    int[] left = new int[1024];
    int[] right = new int[1024];
    for (int from = 0; from < first.targets(); from += left.length) {
      int n = Math.min(left.length, first.targets() - from);
      first.copy(from, left, 0, n);
      second.copy(from, right, 0, n);
      if (!Arrays.equals(left, 0, n, right, 0, n)) {
        return false;
      }
    }
    return true;
  }
}
