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
            "study.folds: %d blocks of text are more than %d documents give; take fewer folds, or"
                    .formatted(k, documents.length)
                + " give more text");
      }
      folds.add(new Split(train, validation, split.test()));
    }
    return folds;
  }

  /** The block of each document: where its middle falls. */
  private static int[] blocks(Corpus corpus, int[] documents, int k) {
    DocumentIndex index = corpus.index();
    int[] firsts = index.firsts();
    long total = Arrays.stream(documents).mapToLong(index::bytes).sum();
    int[] block = new int[corpus.size()];
    Arrays.fill(block, -1);
    long before = 0;
    for (int d : documents) {
      double middle = before + index.bytes(d) / 2.0;
      int own = (int) Math.min(k - 1, Math.floor(middle * k / total));
      if (block[firsts[d]] < 0) {
        block[firsts[d]] = own;
      }
      block[d] = block[firsts[d]];
      before += index.bytes(d);
    }
    return block;
  }
}
