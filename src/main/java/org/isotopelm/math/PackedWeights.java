package org.isotopelm.math;

import java.util.Arrays;

/**
 * Weights as slivers, each matrix copied once until it changes: a step multiplies with the same
 * weights several times. A model has few matrices, so they are searched one after another.
 */
final class PackedWeights {
  private float[] source = new float[0];
  private int size;
  private long[] keys = new long[16];
  private float[][] slivers = new float[16][];
  private boolean[] fresh = new boolean[16];

  /** All copies are out of date. */
  void forget() {
    Arrays.fill(fresh, false);
  }

  /** op(B) [k, n] as slivers, those of each {@link Products#DEPTH} rows in one piece. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  float[] packed(boolean transposeB, int n, int k, float[] b, int bAt, int bStride) {
    if (b != source) {
      source = b;
      size = 0;
    }
    int i = index(transposeB, bAt, JavaProducts.width(n) * k);
    if (!fresh[i]) {
      for (int from = 0; from < k; from += Products.DEPTH) {
        int depth = Math.min(Products.DEPTH, k - from);
        int at = from * JavaProducts.width(n);
        JavaProducts.pack(transposeB, n, from, depth, b, bAt, bStride, slivers[i], at);
      }
      fresh[i] = true;
    }
    return slivers[i];
  }

  /** Where the copy of this matrix is; room is made for a new one. */
  private int index(boolean transposeB, int bAt, int length) {
    long key = 2L * bAt + (transposeB ? 1 : 0);
    for (int i = 0; i < size; i++) {
      if (keys[i] == key && slivers[i].length == length) {
        return i;
      }
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      slivers = Arrays.copyOf(slivers, 2 * size);
      fresh = Arrays.copyOf(fresh, 2 * size);
    }
    keys[size] = key;
    slivers[size] = new float[length];
    fresh[size] = false;
    return size++;
  }
}
