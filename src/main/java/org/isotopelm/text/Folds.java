package org.isotopelm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.IsotopeException;

/** Cross-validation by document. */
public final class Folds {
  private Folds() {}

  /**
   * Cuts all documents outside the test split, in corpus order, into {@code k} blocks of about
   * equal bytes; fold i validates on block i and trains on the others. Documents with the same text
   * stand in the first one's block. One fold is the split as it is.
   *
   * @throws IsotopeException data: where a block would be empty
   */
  public static List<Split> of(Corpus corpus, Split split, int k) {
    if (k == 1) {
      return List.of(split);
    }
    int[] documents =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
            .sorted()
            .toArray();
    int[] block = blocks(corpus, documents, k);
    List<Split> folds = new ArrayList<>(k);
    for (int i = 0; i < k; i++) {
      int fold = i;
      int[] train = Arrays.stream(documents).filter(d -> block[d] != fold).toArray();
      int[] validation = Arrays.stream(documents).filter(d -> block[d] == fold).toArray();
      boolean text = Arrays.stream(validation).anyMatch(d -> corpus.index().bytes(d) > 0);
      if (!text) {
        throw IsotopeException.data(
            "study.folds: the %d documents outside the test split cannot be cut into %d blocks of"
                    .formatted(documents.length, k)
                + " different text; take fewer folds, or give more text");
      }
      folds.add(new Split(train, validation, split.test()));
    }
    return folds;
  }

  /** The block of each document: where the middle of it and its copies falls, copies put first. */
  private static int[] blocks(Corpus corpus, int[] documents, int k) {
    DocumentIndex index = corpus.index();
    int[] firsts = index.firsts(documents);
    long[] weights = index.weights(documents, firsts);
    long total = Arrays.stream(weights).sum();
    int[] block = new int[corpus.size()];
    long before = 0;
    for (int d : documents) {
      if (firsts[d] == d) {
        double middle = before + weights[d] / 2.0;
        block[d] = (int) Math.min(k - 1, Math.floor(middle * k / total));
        before += weights[d];
      } else {
        block[d] = block[firsts[d]];
      }
    }
    return block;
  }
}
