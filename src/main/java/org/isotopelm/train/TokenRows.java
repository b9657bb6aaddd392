package org.isotopelm.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.param.Parameter;

/**
 * The rows of a token embedding in ten parts, by how often their tokens stand in the training text:
 * the tenth of the vocabulary with the most frequent tokens first. Tokens of one count are in the
 * order of their ids; those that the text never has are at the end.
 */
final class TokenRows {
  private static final int PARTS = 10;
  private static final int CHUNK = 1 << 14;

  private final int[] order;
  private final List<Double> shares;

  private TokenRows(int[] order, long[] counts) {
    this.order = order;
    double all = Math.max(1, Arrays.stream(counts).sum());
    shares = parts(part -> Arrays.stream(part).mapToDouble(id -> counts[id]).sum() / all);
  }

  /** The rows of a vocabulary, whose tokens are counted in a text. */
  static TokenRows of(TokenizedSplit text, int vocabulary) {
    long[] counts = counts(text, vocabulary);
    Comparator<Integer> byCount = Comparator.comparingLong(id -> counts[id]);
    return new TokenRows(
        IntStream.range(0, vocabulary)
            .boxed()
            .sorted(byCount.reversed())
            .mapToInt(id -> id)
            .toArray(),
        counts);
  }

  private static long[] counts(TokenizedSplit text, int vocabulary) {
    long[] counts = new long[vocabulary];
    TokenStore store = text.store();
    int[] chunk = new int[CHUNK];
    for (int document : text.documents()) {
      long end = store.end(document);
      for (long at = store.start(document); at < end; at += CHUNK) {
        int n = (int) Math.min(CHUNK, end - at);
        store.copy(at, chunk, 0, n);
        for (int i = 0; i < n; i++) {
          counts[chunk[i]]++;
        }
      }
    }
    if (text.boundaries()) {
      counts[text.endOfDocument()] += text.documents().length;
    }
    return counts;
  }

  /** The share of the training tokens that each part's tokens are. */
  List<Double> shares() {
    return shares;
  }

  /**
   * The mean norm of each part's rows; NaN where a part has none.
   *
   * @param embedding [V, C]
   */
  List<Double> norms(Parameter embedding, float[] values) {
    int width = embedding.size() / order.length;
    IntToDoubleFunction norm = id -> norm(values, embedding.offset() + id * width, width);
    return parts(part -> Arrays.stream(part).mapToDouble(norm).average().orElse(Double.NaN));
  }

  private List<Double> parts(ToDoubleFunction<int[]> figure) {
    long rows = order.length;
    return IntStream.range(0, PARTS)
        .mapToObj(
            part ->
                figure.applyAsDouble(
                    Arrays.copyOfRange(
                        order, (int) (rows * part / PARTS), (int) (rows * (part + 1) / PARTS))))
        .toList();
  }

  private static double norm(float[] values, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}
