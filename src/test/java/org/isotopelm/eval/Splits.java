package org.isotopelm.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;

/** Splits for tests. */
public final class Splits {
  public static final int END = 0;

  private Splits() {}

  /** Documents of these tokens; each token is a word of two bytes. */
  public static TokenizedSplit of(boolean boundaries, int[]... documents) {
    long[] lengths = Arrays.stream(documents).mapToLong(d -> d.length).toArray();
    long[] bytes = Arrays.stream(lengths).map(n -> 2 * n).toArray();
    return of(boundaries, documents, bytes, lengths, new long[documents.length]);
  }

  public static TokenizedSplit of(
      boolean boundaries, int[][] documents, long[] bytes, long[] words, long[] unknown) {
    return of(boundaries, documents, bytes, words, unknown, new long[documents.length]);
  }

  public static TokenizedSplit of(
      boolean boundaries,
      int[][] documents,
      long[] bytes,
      long[] words,
      long[] unknown,
      long[] unknownBytes) {
    return new TokenizedSplit(
        TokenStore.of(documents, bytes, words, unknown, unknownBytes),
        IntStream.range(0, documents.length).toArray(),
        END,
        boundaries);
  }

  /** A document of {@code length} tokens that differ from one number to the next. */
  public static int[] document(int number, int length) {
    return IntStream.range(0, length)
        .map(i -> 1 + Math.floorMod(number * 31 + i * 7, 19))
        .toArray();
  }

  /** Documents of these lengths. */
  public static int[][] documents(int... lengths) {
    return IntStream.range(0, lengths.length)
        .mapToObj(d -> document(d, lengths[d]))
        .toArray(int[][]::new);
  }
}
