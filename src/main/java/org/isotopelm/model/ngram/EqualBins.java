package org.isotopelm.model.ngram;

import java.util.Arrays;

/**
 * Chooses the values of an order's codes: bins of equal population, and the mean of each (Federico
 * and Bertoldi 2006; Heafield 2011). None is wider than a share of the range of the logarithms, and
 * the least value is the least probability: else a context before very many tokens, all of which
 * are rare, would have probabilities that sum to more than one. A histogram, whose 2^11 steps from
 * one power of two to the next are finer than any bin, takes the place of sorting.
 */
final class EqualBins {
  private static final int SHIFT = 12;
  private static final int STEPS = (Float.floatToRawIntBits(1) >>> SHIFT) + 1;

  private final long[] counts = new long[STEPS];
  private final double[] sums = new double[STEPS];
  private long total;
  private int occupied;
  private int first = STEPS;
  private int last = -1;
  private double least = 1;

  void add(double probability) {
    int step = Math.min(STEPS - 1, Float.floatToRawIntBits((float) probability) >>> SHIFT);
    occupied += counts[step]++ == 0 ? 1 : 0;
    sums[step] += probability;
    first = Math.min(first, step);
    last = Math.max(last, step);
    least = Math.min(least, probability);
    total++;
  }

  /** The values of 2^bits codes, ascending; where there are fewer, the last one repeats. */
  float[] values(int bits) {
    float[] values = new float[1 << bits];
    int half = values.length / 2;
    int width = (last - first) / half + 1;
    int begin = first;
    long count = 0;
    double sum = 0;
    int bin = 0;
    for (int step = first; step <= last; step++) {
      if (counts[step] == 0) {
        continue;
      }
      begin = count == 0 ? step : begin;
      count += counts[step];
      sum += sums[step];
      occupied--;
      boolean full = count * half >= total || step - begin >= width;
      if (full || occupied < values.length - bin) {
        values[bin++] = (float) (sum / count);
        count = 0;
        sum = 0;
      }
    }
    Arrays.fill(values, bin, values.length, bin == 0 ? 0 : values[Math.max(0, bin - 1)]);
    if (bin > 0) {
      values[0] = Math.min(values[0], (float) least);
    }
    return values;
  }
}
