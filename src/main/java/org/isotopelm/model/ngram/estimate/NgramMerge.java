package org.isotopelm.model.ngram.estimate;

import java.util.Iterator;
import java.util.PriorityQueue;

/** Merges the counted n-grams of parts of a text. */
public final class NgramMerge {
  private final SortedNgrams.Writer writer;
  private final PriorityQueue<SortedNgrams.Reader> parts =
      new PriorityQueue<>(SortedNgrams.Reader::compare);

  private NgramMerge(int order) {
    writer = new SortedNgrams.Writer(order);
  }

  /**
   * The n-grams of all parts in one order, each once, as {@link SortedNgrams} has them.
   *
   * @param counted those of each part; the order of the parts does not matter
   */
  public static byte[] of(Iterator<byte[]> counted, int order) {
    NgramMerge merge = new NgramMerge(order);
    while (counted.hasNext()) {
      merge.queue(new SortedNgrams.Reader(counted.next(), order));
    }
    while (!merge.parts.isEmpty()) {
      merge.next();
    }
    return merge.writer.bytes();
  }

  private void queue(SortedNgrams.Reader part) {
    if (part.next()) {
      parts.add(part);
    }
  }

  private void next() {
    SortedNgrams.Reader first = parts.remove();
    int times = first.count();
    while (!parts.isEmpty() && parts.element().compare(first) == 0) {
      SortedNgrams.Reader same = parts.remove();
      times += same.count();
      queue(same);
    }
    writer.add(first.ngram(), 0, first.length(), times);
    queue(first);
  }
}
