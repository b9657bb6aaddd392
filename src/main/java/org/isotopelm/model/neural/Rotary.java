package org.isotopelm.model.neural;

/**
 * Rotary positions (Su et al. 2021, equation 34): at position t of its document, the elements i and
 * i + D/2 of a head's query and key are turned by the angle t·θ^(−2i/D). The halves lie as in
 * Hugging Face's Llama.
 */
final class Rotary {
  private final int half; // D/2
  private final float[] cosines; // [context, D/2]
  private final float[] sines;

  /**
   * @param width of a head, D, even
   * @param theta θ
   */
  Rotary(int width, int context, double theta) {
    half = width / 2;
    cosines = new float[Math.multiplyExact(context, half)];
    sines = new float[cosines.length];
    for (int t = 0; t < context; t++) {
      for (int i = 0; i < half; i++) {
        double angle = t * StrictMath.pow(theta, -2.0 * i / width);
        cosines[t * half + i] = (float) StrictMath.cos(angle);
        sines[t * half + i] = (float) StrictMath.sin(angle);
      }
    }
  }

  /** Turns heads that lie side by side from {@code at}, as at position t. */
  void turn(float[] x, int at, int heads, int t) {
    for (int h = 0; h < heads; h++) {
      turnHead(x, at + 2 * h * half, t, 1);
    }
  }

  /** Turns them back: what {@link #turn} does to a gradient. */
  void turnBack(float[] x, int at, int heads, int t) {
    for (int h = 0; h < heads; h++) {
      turnHead(x, at + 2 * h * half, t, -1);
    }
  }

  private void turnHead(float[] x, int at, int t, float direction) {
    int angles = t * half;
    for (int i = 0; i < half; i++) {
      float cos = cosines[angles + i];
      float sin = direction * sines[angles + i];
      float first = x[at + i];
      float second = x[at + half + i];
      x[at + i] = first * cos - second * sin;
      x[at + half + i] = second * cos + first * sin;
    }
  }
}
