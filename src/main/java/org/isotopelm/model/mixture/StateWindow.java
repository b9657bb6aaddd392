package org.isotopelm.model.mixture;

import java.util.Arrays;

/**
 * Hidden states beside each other, each with the token that followed it. Number j of all states lie
 * in one piece, so that the products with all states are sums of long rows.
 */
final class StateWindow {
  /** Terms e^−60 times smaller than the largest of a sum are beyond the precision of a double. */
  private static final double NEGLIGIBLE = -60;

  private final int width;
  private final int room;

  /** [width, room] */
  private final float[] states;

  /** [room] */
  final int[] tokens;

  StateWindow(int width, int room) {
    this.width = width;
    this.room = room;
    states = new float[Math.multiplyExact(width, room)];
    tokens = new int[room];
  }

  void put(int at, float[] state, int token) {
    for (int j = 0; j < width; j++) {
      states[j * room + at] = state[j];
    }
    tokens[at] = token;
  }

  void state(int at, float[] to) {
    for (int j = 0; j < width; j++) {
      to[j] = states[j * room + at];
    }
  }

  /** Moves n states and tokens to the front. */
  void keep(int from, int n) {
    for (int j = 0; j < width; j++) {
      System.arraycopy(states, j * room + from, states, j * room, n);
    }
    System.arraycopy(tokens, from, tokens, 0, n);
  }

  /**
   * The products h·h_i with states [from, from + n).
   *
   * @param products receives n floats
   * @return the largest
   */
  float products(float[] h, int from, int n, float[] products) {
    Arrays.fill(products, 0, n, 0);
    for (int j = 0; j < width; j++) {
      addScaled(h[j], j * room + from, n, products);
    }
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, products[i]);
    }
    return largest;
  }

  private void addScaled(float factor, int from, int n, float[] to) {
    for (int i = 0; i < n; i++) {
      to[i] += factor * states[from + i];
    }
  }

  /** Exp(θ·(product − largest)). */
  static double similarity(double theta, float product, float largest) {
    double exponent = theta * ((double) product - largest);
    return exponent < NEGLIGIBLE ? 0 : StrictMath.exp(exponent);
  }
}
