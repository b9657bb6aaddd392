package org.isotopelm.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits a corpus by document. Documents with the same text go together, so that nothing held out
 * was seen in training; where there are groups, whole groups, and those that share a text.
 */
final class Splitter {
  private static final Logger LOG = LoggerFactory.getLogger(Splitter.class);

  /** The share of the text from which on a document stands in the way of a split. */
  private static final double LARGE = 0.3;

  private final Corpus corpus;
  private final DocumentIndex index;
  private final Sources sources;
  private final SplitSpec spec;

  Splitter(Corpus corpus, Sources sources, SplitSpec spec) {
    this.corpus = corpus;
    this.index = corpus.index();
    this.sources = sources;
    this.spec = spec;
  }

  /** The split; one that was asked for is not empty. */
  Split split() {
    return sources.named() ? byFile() : byShare();
  }

  private Split byFile() {
    int texts = sources.text().size();
    int held = texts + sources.validation().size();
    return new Split(
        documents(d -> index.file(d) < texts),
        documents(d -> index.file(d) >= texts && index.file(d) < held),
        documents(d -> index.file(d) >= held));
  }

  /**
   * Documents fill the test split up to its share of the bytes, then the validation split; the rest
   * is the training split.
   */
  private Split byShare() {
    int[] all = documents(d -> true);
    int[] firsts = index.unitFirsts(all);
    int[] order = order(documents(d -> firsts[d] == d));
    long[] weight = index.weights(all, firsts);
    byte[] part = new byte[corpus.size()];
    int next = take(order, 0, spec.test(), weight, part, (byte) 2);
    take(order, next, spec.validation(), weight, part, (byte) 1);
    Split split =
        new Split(
            documents(d -> part[firsts[d]] == 0),
            documents(d -> part[firsts[d]] == 1),
            documents(d -> part[firsts[d]] == 2));
    requireSome("training", split.train());
    if (spec.validation() > 0) {
      requireSome("validation", split.validation());
    }
    if (spec.test() > 0) {
      requireSome("test", split.test());
    }
    warnOfSize("validation", spec.validation(), split.validation(), firsts);
    warnOfSize("test", spec.test(), split.test(), firsts);
    warnOfTextsSeen(split);
    return split;
  }

  /** Tells of a split that is much larger than it was to be, and of the unit that made it so. */
  private void warnOfSize(String name, double asked, int[] documents, int[] firsts) {
    double share = Arrays.stream(documents).mapToLong(index::bytes).sum() / (double) corpus.bytes();
    if (share < asked + 0.05 || share < 2 * asked) {
      return;
    }
    long[] weights = index.weights(documents, firsts);
    int largest =
        Arrays.stream(documents).reduce((a, b) -> weights[b] > weights[a] ? b : a).orElseThrow();
    long together = Arrays.stream(documents).filter(d -> firsts[d] == largest).count();
    LOG.warn(
        "data.split: the {} split has {} % of the text where {} % was asked for: {} has {} %",
        name,
        Math.round(100 * share),
        Math.round(100 * asked),
        together == 1
            ? "the document " + corpus.entry(largest).name()
            : together
                + " documents that stay together, "
                + corpus.entry(largest).name()
                + " and others,",
        Math.round(100.0 * weights[largest] / corpus.bytes()));
  }

  /** Tells of held-out texts that stand in training too, as their groups could not be joined. */
  private void warnOfTextsSeen(Split split) {
    if (index.joinsTexts()) {
      return;
    }
    int[] texts = index.firsts(documents(d -> true));
    boolean[] trained = new boolean[corpus.size()];
    Arrays.stream(split.train()).forEach(d -> trained[texts[d]] = true);
    int[] held =
        IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test())).toArray();
    LOG.warn(
        "data.group: {} of {} held-out documents are also in the training text, word for word: groups that share texts"
            + " have more than a third of the text together, so they are separated although they share"
            + " texts; the same holds for folds. Held-out figures are better than they should be",
        Arrays.stream(held).filter(d -> trained[texts[d]]).count(),
        held.length);
  }

  /** By a hash of text (or group) and seed, or from the last to the first. */
  private int[] order(int[] documents) {
    if (spec.contiguous()) {
      return IntStream.range(0, documents.length)
          .map(i -> documents[documents.length - 1 - i])
          .toArray();
    }
    return index.drawn(documents, spec.seed());
  }

  private int take(int[] order, int next, double share, long[] weight, byte[] part, byte number) {
    // 0.07 of 100 is a trifle more than 7, which must not take another document.
    double room = share * corpus.bytes() - 1e-6;
    while (room > 0 && next < order.length) {
      room -= weight[order[next]];
      part[order[next++]] = number;
    }
    return next;
  }

  private int[] documents(IntPredicate wanted) {
    return IntStream.range(0, corpus.size()).filter(wanted).toArray();
  }

  private void requireSome(String name, int[] documents) {
    if (Arrays.stream(documents).anyMatch(d -> index.bytes(d) > 0)) {
      return;
    }
    String remedy =
        corpus.size() == 1
            ? "set data.split.contiguous: true to cut the text itself, or data.documents to line"
                + " or blank-line"
            : remedyOfLargest();
    throw ProblemException.data(
        "data.split: the %s split would be empty, 0 tokens where at least 1 document is needed: %s,"
                .formatted(name, corpus.description())
            + String.format(
                Locale.ROOT,
                " at most %d tokens, to be split by document; %s",
                corpus.bytes(),
                remedy));
  }

  /** A document is not divided, so a very large one fills a split by itself. */
  private String remedyOfLargest() {
    int largest =
        IntStream.range(0, corpus.size())
            .reduce((a, b) -> index.bytes(b) > index.bytes(a) ? b : a)
            .orElseThrow();
    double share = index.bytes(largest) / (double) corpus.bytes();
    return share < LARGE
        ? "give more text, or smaller shares"
        : String.format(
            Locale.ROOT,
            "the document %s has %.0f %% of the text, and a document is not divided: divide it, or give more text",
            corpus.entry(largest).name(),
            100 * share);
  }

  /** Tells of documents that stand in several files named for a split; they are left there. */
  static void warnOfDuplicates(Corpus corpus, Sources sources) {
    if (!sources.named()) {
      return;
    }
    DocumentIndex index = corpus.index();
    int[] firsts = index.firsts(IntStream.range(0, corpus.size()).toArray());
    int held = sources.text().size();
    int test = held + sources.validation().size();
    long shared =
        IntStream.range(0, corpus.size())
            .filter(d -> part(index.file(d), held, test) != part(index.file(firsts[d]), held, test))
            .count();
    if (shared > 0) {
      LOG.warn(
          "{} of {} documents are in the files of more than one split; they stay there, and"
              + " held-out figures are better than they should be",
          shared,
          corpus.size());
    }
  }

  private static int part(int file, int held, int test) {
    return file < held ? 0 : file < test ? 1 : 2;
  }
}
