package org.isotopelm.coding;

import java.util.Arrays;

/**
 * What the next byte of a short string may be, learned from those before: a byte is 9 binary
 * choices, first whether the string ends, and for each choice the guesses of contexts of 0 to 3
 * bytes are mixed (Mahoney 2005, logistic mixing). All sums are plain arithmetic: encoder and
 * decoder agree to the bit on every machine.
 */
final class ByteModel {
  private static final int ORDERS = 4;
  private static final int HASH_BITS = 16;
  private static final double LEARNING_RATE = 0.02;

  /** A guess is at least this far from certain. */
  private static final double LEAST = 1.0 / (1 << 16);

  /** Sightings after which a context forgets as fast as it learns. */
  private static final int MOST_SEEN = 250;

  private final float[][] guesses = new float[ORDERS][1 << HASH_BITS];
  private final byte[][] seen = new byte[ORDERS][1 << HASH_BITS];
  private final int[] slots = new int[ORDERS];
  private final double[] stretched = new double[ORDERS];
  private final double[][] weights = new double[2][ORDERS]; // of ends, and of bits

  ByteModel() {
    for (float[] order : guesses) {
      Arrays.fill(order, 0.5f);
    }
    for (double[] each : weights) {
      Arrays.fill(each, 0.4);
    }
  }

  /**
   * The probability that the next choice is 1.
   *
   * @param history the last bytes, the newest lowest
   * @param choice 0: whether the string ends; else the byte's bits so far behind a leading 1
   */
  double guess(int history, int choice) {
    double sum = 0;
    double[] w = weights[choice == 0 ? 0 : 1];
    for (int order = 0; order < ORDERS; order++) {
      int context = order == 0 ? 0 : history & -1 >>> (Integer.SIZE - Byte.SIZE * order);
      int hash = ((context * 0x9E3779B1 ^ order) * 0x85EBCA6B + choice) * 0xC2B2AE35;
      slots[order] = hash >>> (Integer.SIZE - HASH_BITS);
      double p = guesses[order][slots[order]];
      stretched[order] = StrictMath.log(p / (1 - p));
      sum += w[order] * stretched[order];
    }
    return Math.clamp(1 / (1 + StrictMath.exp(-sum)), LEAST, 1 - LEAST);
  }

  /** Learns from a choice, of which {@link #guess} has just given this probability of 1. */
  void learn(int choice, double guess, int bit) {
    double[] w = weights[choice == 0 ? 0 : 1];
    for (int order = 0; order < ORDERS; order++) {
      w[order] += LEARNING_RATE * (bit - guess) * stretched[order];
      int slot = slots[order];
      int count = seen[order][slot] & 0xff;
      float p = guesses[order][slot];
      float moved = p + (bit - p) / (count + 1.5f);
      guesses[order][slot] = Math.clamp(moved, (float) LEAST, 1 - (float) LEAST);
      seen[order][slot] = (byte) Math.min(count + 1, MOST_SEEN);
    }
  }

  /** A guess as a share of the range. */
  static long share(double guess) {
    return (long) (guess * CodeRange.TOTAL);
  }
}
