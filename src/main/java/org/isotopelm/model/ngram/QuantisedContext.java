package org.isotopelm.model.ngram;

import java.util.Arrays;

/**
 * Chooses the codes of the n-grams of one context: each the nearest, or one beside it where the
 * errors of all would change too much what is left to other tokens.
 */
final class QuantisedContext {
  /** What is left to other tokens may change by this share. */
  private static final double TOLERANCE = 0.25;

  private final NgramBins bins;
  private int order;
  private float[] values = {};

  /** The number of children, their probabilities and their codes. */
  private int size;

  private double[] probabilities = new double[64];
  private int[] codes = new int[64];

  /** What the children leave to other tokens, before and after. */
  private double wanted;

  private double left;

  QuantisedContext(NgramBins bins) {
    this.bins = bins;
  }

  /** A context with so many children of this order comes; {@link #add} says which. */
  void begin(int order, int children) {
    this.order = order;
    values = bins.values(order);
    size = 0;
    wanted = 1;
    left = 1;
    if (children > codes.length) {
      probabilities = new double[2 * children];
      codes = new int[2 * children];
    }
  }

  void add(double probability) {
    int code = bins.nearest(order, probability);
    probabilities[size] = probability;
    codes[size++] = code;
    wanted -= probability;
    left -= values[code];
  }

  /** The quantised probability of a child. */
  float value(int child) {
    return values[codes[child]];
  }

  /** Chooses the codes. */
  void choose() {
    wanted = Math.max(0, wanted);
    if (Math.abs(left - wanted) > TOLERANCE * wanted) {
      int[] children = largestFirst();
      for (int child : children) {
        approach(child);
      }
      for (boolean lower = true; lower && left < TOLERANCE * wanted; ) {
        lower = lower(children);
      }
    }
  }

  /** What the children leave to other tokens; below zero if not even the least codes leave any. */
  double left() {
    double sum = 0;
    for (int child = 0; child < size; child++) {
      sum += value(child);
    }
    return 1 - sum;
  }

  /** Moves a code by one if what is left is then nearer to what is wanted. */
  private void approach(int child) {
    double error = left - wanted;
    int code = codes[child] + (error > 0 ? 1 : -1);
    if (Math.abs(error) > TOLERANCE * wanted && code >= 0 && code < values.length) {
      double change = value(child) - values[code];
      if (Math.abs(error + change) < Math.abs(error)) {
        codes[child] = code;
        left += change;
      }
    }
  }

  /** Lowers codes by one, from the smallest probability on, until enough is left. */
  private boolean lower(int[] children) {
    boolean lowered = false;
    for (int i = size - 1; i >= 0 && left < TOLERANCE * wanted; i--) {
      int child = children[i];
      if (codes[child] > 0) {
        double before = value(child);
        codes[child]--;
        left += before - value(child);
        lowered = true;
      }
    }
    return lowered;
  }

  private int[] largestFirst() {
    long[] keys = new long[size];
    for (int child = 0; child < size; child++) {
      long bits = Float.floatToRawIntBits((float) probabilities[child]);
      keys[child] = -bits << Integer.SIZE | child;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
