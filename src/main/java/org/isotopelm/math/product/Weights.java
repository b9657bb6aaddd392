package org.isotopelm.math.product;

/**
 * Weights that many products multiply by, and how often they have changed: {@link Products} keep
 * copies of them in a better order, and make these anew once they see another version.
 *
 * <p>Whoever writes to the array says so by {@link #changed} before anybody multiplies again.
 * Another instance over the same array counts as changed too.
 */
public final class Weights {
  private final float[] values;
  private long version;

  /** Weights that lie in this array, which is not copied. */
  public Weights(float[] values) {
    this.values = values;
  }

  /** The array. */
  public float[] values() {
    return values;
  }

  /** The values are others now. Nobody may be multiplying. */
  public void changed() {
    version++;
  }

  long version() {
    return version;
  }
}
