package org.isotopelm.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isotopelm.IsotopeException;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits a corpus by document. Documents of one group go together, by the first of them; without
 * groups, those with the same text, so that nothing held out was seen in training.
 */
final class Splitter {
  private static final Logger LOG = LoggerFactory.getLogger(Splitter.class);

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
    if (spec.validation() + spec.test() >= 1) {
      throw IsotopeException.config(
          "data.split",
          "validation %s and test %s leave nothing to train on; their sum must be below 1"
              .formatted(spec.validation(), spec.test()));
    }
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

  /** Test takes documents until it has its share of the bytes, then validation; the rest trains. */
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
    return split;
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
            : "give more text, or smaller shares";
    throw IsotopeException.data(
        "data.split: the %s split would be empty, 0 tokens where at least 1 document is needed: %s,"
                .formatted(name, corpus.description())
            + String.format(
                Locale.ROOT,
                " at most %d tokens, to be split by document; %s",
                corpus.bytes(),
                remedy));
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
          "{} of {} documents stand in more than one of the splits' files; they are left there, and"
              + " held-out figures are better than they should be",
          shared,
          corpus.size());
    }
  }

  private static int part(int file, int held, int test) {
    return file < held ? 0 : file < test ? 1 : 2;
  }
}
