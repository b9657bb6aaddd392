package org.isotopelm.eval;

import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.data.Passages;

/**
 * What a bootstrap draws: the documents; or, where there is but one, consecutive blocks of about √N
 * of its N tokens (the block bootstrap, Künsch 1989), which leave out what differs between texts.
 */
final class Units {
  /** One past the last target of each unit. */
  private final int[] ends;

  /** The document of each unit, by its place in the split; none where the units are blocks. */
  private final int[] documents;

  private final String name;

  private Units(int[] ends, int[] documents, String name) {
    this.ends = ends;
    this.documents = documents;
    this.name = name;
  }

  static Units of(Passages passages) {
    // Without boundaries an empty document has no target and is no unit.
    int[] documents =
        IntStream.range(0, passages.documents())
            .filter(d -> passages.documentStart(d + 1) > passages.documentStart(d))
            .toArray();
    int[] ends = IntStream.of(documents).map(d -> passages.documentStart(d + 1)).toArray();
    return ends.length > 1 ? new Units(ends, documents, "documents") : blocks(passages.targets());
  }

  private static Units blocks(int targets) {
    int length = (int) Math.ceil(Math.sqrt(targets));
    int[] ends =
        IntStream.rangeClosed(1, Math.ceilDiv(targets, length))
            .map(block -> (int) Math.min((long) block * length, targets))
            .toArray();
    return new Units(ends, new int[0], String.format(Locale.ROOT, "blocks of %d tokens", length));
  }

  /** What they are, for people. */
  String name() {
    return name;
  }

  int count() {
    return ends.length;
  }

  /** Tokens of each unit. */
  double[] tokens() {
    return IntStream.range(0, ends.length).mapToDouble(u -> ends[u] - start(u)).toArray();
  }

  /** Σ nll of each unit. */
  double[] sums(Scores scores) {
    return IntStream.range(0, ends.length)
        .mapToDouble(u -> scores.sum(start(u), ends[u]))
        .toArray();
  }

  /** The document of each unit, by its place in the split; none where the units are blocks. */
  int[] documents() {
    return documents;
  }

  private int start(int unit) {
    return unit == 0 ? 0 : ends[unit - 1];
  }
}
