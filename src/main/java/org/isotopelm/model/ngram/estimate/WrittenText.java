package org.isotopelm.model.ngram.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.TokenModel;

/**
 * A text that a model writes: each token is drawn by its probability. It consists of as many parts
 * for any number of threads, each with random numbers of its own, so the text is the same. A
 * document that is not at its end when its part is long enough ends there.
 */
final class WrittenText {
  private static final int PARTS = 64;

  private final TokenModel.Reader reader;
  private final double[] probabilities;
  private final int endOfDocument;

  private WrittenText(TokenModel model, int endOfDocument) {
    this.endOfDocument = endOfDocument;
    reader = model.reader();
    probabilities = new double[model.vocabulary()];
  }

  /**
   * Writes a text.
   *
   * @param tokens of the text, with those that end its documents, but for the last of each part
   * @param key of its random numbers
   */
  static TokenizedSplit of(TokenModel model, int endOfDocument, int tokens, long key, Team team) {
    WrittenText[] writers = new WrittenText[team.threads()];
    Arrays.setAll(writers, thread -> new WrittenText(model, endOfDocument));
    List<List<int[]>> parts = new ArrayList<>();
    IntStream.range(0, PARTS).forEach(part -> parts.add(new ArrayList<>()));
    team.run(
        PARTS,
        (part, thread) -> {
          int length = (int) ((part + 1L) * tokens / PARTS - (long) part * tokens / PARTS);
          writers[thread].write(length, RandomStream.of(key, part), parts.get(part));
        });
    return split(parts.stream().flatMap(List::stream).toArray(int[][]::new), endOfDocument);
  }

  private static TokenizedSplit split(int[][] documents, int endOfDocument) {
    long[] none = new long[documents.length];
    return new TokenizedSplit(
        TokenStore.of(documents, none, none, none, none),
        IntStream.range(0, documents.length).toArray(),
        endOfDocument,
        true);
  }

  private void write(int length, RandomStream random, List<int[]> documents) {
    for (int written = 0; written < length; ) {
      int[] document = document(length - written, random);
      documents.add(document);
      written += document.length + 1;
    }
  }

  /** A document of at most so many tokens, its end included. */
  private int[] document(int most, RandomStream random) {
    int[] tokens = new int[Math.min(most, 256)];
    int length = 0;
    reader.begin();
    for (int token = next(random); token != endOfDocument && length < most - 1; ) {
      tokens = length < tokens.length ? tokens : Arrays.copyOf(tokens, 2 * length);
      tokens[length++] = token;
      reader.read(token);
      token = next(random);
    }
    return Arrays.copyOf(tokens, length);
  }

  private int next(RandomStream random) {
    reader.distribution(probabilities);
    double point = random.nextDouble();
    int token = 0;
    double sum = probabilities[0];
    while (sum <= point && token < probabilities.length - 1) {
      sum += probabilities[++token];
    }
    return token;
  }
}
