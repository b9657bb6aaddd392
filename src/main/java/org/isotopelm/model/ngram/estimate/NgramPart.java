package org.isotopelm.model.ngram.estimate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.Team;

/**
 * A part of a text, whose n-grams are counted for themselves. At each place of a text begins one
 * n-gram: that of the whole order, or a shorter one that ends with the document. All shorter
 * n-grams begin one of these.
 *
 * @param text the nodes of the part, and behind them those that n-grams of its places end with
 * @param places of the part
 */
public record NgramPart(int[] text, int places) implements Serializable {
  /** The part of a text that begins at a place. */
  public static NgramPart of(NgramText text, long from, int places, int order) {
    int[] nodes = new int[(int) Math.min(places + order - 1L, text.size() - from)];
    text.copy(from, nodes, nodes.length);
    return new NgramPart(nodes, places);
  }

  /**
   * Counts the n-grams.
   *
   * @param vocabulary number of token ids
   * @return by range its n-grams, as {@link SortedNgrams} has them
   */
  public List<byte[]> count(int order, int vocabulary, NgramRanges ranges) {
    byte[] lengths = lengths(order, vocabulary + 1);
    long[] sorted = sorted(order, vocabulary, lengths);
    List<byte[]> counted = new ArrayList<>();
    SortedNgrams.Writer writer = new SortedNgrams.Writer(order);
    for (int i = 0; i < places; ) {
      int place = (int) sorted[i];
      int next = i + 1;
      while (next < places && isSame(place, (int) sorted[next], lengths)) {
        next++;
      }
      int range = ranges.rangeOf(text, place, lengths[place], counted.size());
      while (counted.size() < range) {
        counted.add(writer.bytes());
        writer = new SortedNgrams.Writer(order);
      }
      writer.add(text, place, lengths[place], next - i);
      i = next;
    }
    while (counted.size() < ranges.count()) {
      counted.add(writer.bytes());
      writer = new SortedNgrams.Writer(order);
    }
    return counted;
  }

  /** By place, how many tokens its n-gram has. */
  byte[] lengths(int order, int documentBegin) {
    byte[] lengths = new byte[text.length];
    int after = 0;
    for (int i = text.length - 1; i >= 0; i--) {
      lengths[i] = (byte) Math.min(order, after + 1);
      after = text[i] == documentBegin ? 0 : lengths[i];
    }
    return lengths;
  }

  private boolean isSame(int a, int b, byte[] lengths) {
    return Arrays.equals(text, a, a + lengths[a], text, b, b + lengths[b]);
  }

  /**
   * The places in the order of their n-grams. As many tokens as a long holds are sorted at a time,
   * the last ones first.
   */
  private long[] sorted(int order, int vocabulary, byte[] lengths) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(vocabulary + 1);
    int together = (Long.SIZE - 1) / bits;
    long[][] records = new long[4][places];
    for (int place = 0; place < places; place++) {
      records[2][place] = place;
    }
    try (Team alone = new Team(1)) {
      RadixSort sort = new RadixSort(alone);
      for (int from = (order - 1) / together * together; from >= 0; from -= together) {
        int to = Math.min(order, from + together);
        for (int i = 0; i < places; i++) {
          int place = (int) records[2][i];
          records[0][i] = key(place, from, to, lengths[place], bits);
        }
        sort.sort(records, places, 0);
      }
    }
    return records[2];
  }

  /** Tokens [from, to) of the n-gram of a place; where it has none, 0, which is no node. */
  private long key(int place, int from, int to, int length, int bits) {
    long key = 0;
    for (int i = from; i < to; i++) {
      key = key << bits | (i < length ? text[place + i] : 0);
    }
    return key;
  }
}
