package org.isotopelm.model.ngram.estimate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Ranges of n-grams that follow each other and have about as many places of the text each. What is
 * counted does not depend on them.
 */
public final class NgramRanges implements Serializable {
  private static final long serialVersionUID = 1;

  /** Places of the text that are looked at for a range. */
  private static final int SAMPLES = 32;

  /** The first n-gram of each range but the first. */
  private final int[][] begins;

  NgramRanges(int[][] begins) {
    this.begins = begins;
  }

  /**
   * Ranges for a text.
   *
   * @param count of ranges; some may have no n-gram
   */
  public static NgramRanges of(NgramText text, int order, int count) {
    int samples = (int) Math.min((long) SAMPLES * count, text.size());
    int[][] sampled = new int[samples][];
    for (int i = 0; i < samples; i++) {
      long place = text.size() * i / samples;
      NgramPart part = NgramPart.of(text, place, 1, order);
      sampled[i] = Arrays.copyOf(part.text(), part.lengths(order, text.documentBegin())[0]);
    }
    Arrays.sort(sampled, Arrays::compare);
    int[][] begins = new int[count - 1][];
    Arrays.setAll(begins, i -> sampled[(int) ((long) samples * (i + 1) / count)]);
    return new NgramRanges(begins);
  }

  /** How many there are. */
  public int count() {
    return begins.length + 1;
  }

  /** The range of an n-gram that is not before this range. */
  int rangeOf(int[] text, int from, int length, int range) {
    int found = range;
    while (found < begins.length
        && Arrays.compare(begins[found], 0, begins[found].length, text, from, from + length) <= 0) {
      found++;
    }
    return found;
  }
}
