package org.isotopelm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cross-validation by document. */
public final class Folds {
  private static final Logger LOG = LoggerFactory.getLogger(Folds.class);

  private Folds() {}

  /**
   * Cuts all documents outside the test split, in an order, into {@code k} blocks of about equal
   * bytes; fold i validates on block i and trains on the others. Documents with the same text stand
   * in the first one's block. Where documents have groups, or one is so large that a block would be
   * empty, they are shared out instead, whole, so that blocks are as even as they allow. One fold
   * is the split as it is.
   *
   * @throws ProblemException data: where a block would be empty
   */
  public static List<Split> of(Corpus corpus, Split split, int k, FoldOrder order) {
    if (k == 1) {
      return List.of(split);
    }
    int[] documents =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
            .sorted()
            .toArray();
    int[] block = blocks(corpus, documents, k, order);
    List<Split> folds = new ArrayList<>(k);
    for (int i = 0; i < k; i++) {
      int fold = i;
      int[] train = Arrays.stream(documents).filter(d -> block[d] != fold).toArray();
      int[] validation = Arrays.stream(documents).filter(d -> block[d] == fold).toArray();
      boolean text = Arrays.stream(validation).anyMatch(d -> corpus.index().bytes(d) > 0);
      if (!text) {
        throw tooFew(corpus, documents, k);
      }
      folds.add(new Split(train, validation, split.test()));
    }
    warnOfSize(corpus, documents, folds);
    return folds;
  }

  /** Tells once of blocks of twice their share: a unit that stays together is larger than that. */
  private static void warnOfSize(Corpus corpus, int[] documents, List<Split> folds) {
    double all = bytes(corpus, documents);
    double[] shares =
        folds.stream().mapToDouble(fold -> bytes(corpus, fold.validation()) / all).toArray();
    int[] uneven =
        IntStream.range(0, shares.length).filter(i -> shares[i] * shares.length >= 2).toArray();
    if (uneven.length == 0) {
      return;
    }
    int largest =
        Arrays.stream(uneven).reduce((a, b) -> shares[b] > shares[a] ? b : a).orElseThrow();
    LOG.warn(
        "study.folds: fold {} of {} has {} % of the text{}, as what stays together there (a long"
            + " document, exact duplicates, a group) is that large; results of folds this uneven are hard to compare",
        largest,
        shares.length,
        String.format(Locale.ROOT, shares[largest] < 0.1 ? "%.1f" : "%.0f", 100 * shares[largest]),
        uneven.length == 1
            ? ""
            : ", and " + uneven.length + " folds in all have at least twice their share");
  }

  private static long bytes(Corpus corpus, int[] documents) {
    return Arrays.stream(documents).mapToLong(corpus.index()::bytes).sum();
  }

  private static ProblemException tooFew(Corpus corpus, int[] documents, int k) {
    String groups = corpus.index().ofGroups(documents);
    return ProblemException.data(
        String.format(
                Locale.ROOT,
                "study.folds: the %d documents%s outside the test split cannot be cut into %d blocks of",
                documents.length,
                groups,
                k)
            + " different text; use fewer folds or more text");
  }

  /** The block of each document: that of the first that it must not be parted from. */
  private static int[] blocks(Corpus corpus, int[] documents, int k, FoldOrder order) {
    DocumentIndex index = corpus.index();
    int[] firsts = index.unitFirsts(documents);
    long[] weights = index.weights(documents, firsts);
    int[] inCorpus = Arrays.stream(documents).filter(d -> firsts[d] == d).toArray();
    int[] units =
        switch (order) {
          case HASH -> index.drawn(inCorpus, corpus.seed());
          case CONTIGUOUS -> inCorpus;
        };
    int[] block = new int[corpus.size()];
    if (index.grouped() || !cut(units, weights, k, block)) {
      shareOut(units, weights, k, block);
    }
    for (int d : documents) {
      block[d] = block[firsts[d]];
    }
    return block;
  }

  /**
   * Into blocks of neighbours: each to that in which its middle falls; false where one is empty.
   */
  private static boolean cut(int[] units, long[] weights, int k, int[] block) {
    long total = Arrays.stream(weights).sum();
    long before = 0;
    boolean[] text = new boolean[k];
    for (int unit : units) {
      double middle = before + weights[unit] / 2.0;
      block[unit] = (int) Math.min(k - 1, Math.floor(middle * k / total));
      before += weights[unit];
      text[block[unit]] |= weights[unit] > 0;
    }
    return IntStream.range(0, k).allMatch(b -> text[b]);
  }

  /**
   * From the largest to the smallest, each to the block that holds least (Graham 1969, "Bounds on
   * multiprocessing timing anomalies"); of equals the first. Contiguous blocks would be uneven, or
   * empty, as one group may be as large as all others.
   */
  private static void shareOut(int[] units, long[] weights, int k, int[] block) {
    long[] held = new long[k];
    Arrays.stream(units)
        .boxed()
        .sorted(Comparator.comparingLong(unit -> -weights[unit]))
        .forEach(
            unit -> {
              int least = 0;
              for (int b = 1; b < k; b++) {
                least = held[b] < held[least] ? b : least;
              }
              block[unit] = least;
              held[least] += weights[unit];
            });
  }
}
