package org.isotopelm.model.ngram;

/**
 * Chooses the values of an order's codes: bins of equal population, and the mean of each (Federico
 * and Bertoldi 2006; Heafield 2011). A histogram, whose 2^11 steps from one power of two to the
 * next are finer than any bin, takes the place of sorting.
 */
final class EqualBins {
  private static final int SHIFT = 12;
  private static final int STEPS = (Float.floatToRawIntBits(1) >>> SHIFT) + 1;

  private final long[] counts = new long[STEPS];
  private final double[] sums = new double[STEPS];
  private long total;
  private int occupied;

  void add(double probability) {
    int step = Math.min(STEPS - 1, Float.floatToRawIntBits((float) probability) >>> SHIFT);
    occupied += counts[step]++ == 0 ? 1 : 0;
    sums[step] += probability;
    total++;
  }

  /** The values of 2^bits codes, ascending; where there are fewer, the last one repeats. */
  float[] values(int bits) {
    float[] values = new float[1 << bits];
    long count = 0;
    double sum = 0;
    int bin = 0;
    for (int step = 0; step < STEPS; step++) {
      if (counts[step] == 0) {
        continue;
      }
      count += counts[step];
      sum += sums[step];
      occupied--;
      int left = values.length - bin;
      if (occupied < left || count * left >= total) {
        values[bin++] = (float) (sum / count);
        total -= count;
        count = 0;
        sum = 0;
      }
    }
    for (int empty = bin; empty < values.length; empty++) {
      values[empty] = bin == 0 ? 0 : values[bin - 1];
    }
    return values;
  }
}
