package org.isotopelm.math.random;

/**
 * Dropout (Srivastava et al. 2014), inverted: an element is set to zero with a probability, or
 * divided by that of being kept. The mask is a function of a key and the element's position, so the
 * backward pass applies the same one to the gradient and none is stored.
 *
 * @param dropped probability in 1/65,536, of which four are drawn from one random number
 * @param keptScale what is kept is multiplied by it
 */
public record Dropout(int dropped, float keptScale) {
  /** Leaves everything as it is. */
  public static final Dropout NONE = of(0);

  private static final int ONE = 1 << 16;

  /**
   * Dropout with this probability.
   *
   * @param probability in [0, 1); rounded to 1/65,536
   */
  public static Dropout of(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), was " + probability);
    }
    int dropped = Math.min((int) Math.rint(probability * ONE), ONE - 1);
    return new Dropout(dropped, (float) ONE / (ONE - dropped));
  }

  /** Whether anything is ever dropped. */
  public boolean active() {
    return dropped > 0;
  }

  /**
   * What one element is multiplied with, by these uniform bits: 0, or the scale of what is kept.
   */
  public float factor(long bits) {
    return (bits & (ONE - 1)) < dropped ? 0 : keptScale;
  }

  /** Drops among n elements from {@code at}; the mask depends on the key and i − at alone. */
  public void apply(float[] x, int at, int n, long key) {
    for (int i = 0; i < n; i += 4) {
      long bits = RandomStream.bits(key, i);
      for (int j = i; j < Math.min(i + 4, n); j++) {
        x[at + j] = (bits & (ONE - 1)) < dropped ? 0 : x[at + j] * keptScale;
        bits >>>= 16;
      }
    }
  }
}
