package org.isotopelm.math.product;

/**
 * A right operand op(B) [k, n] that several products share: where B lies, and room for a copy in
 * the order that an implementation of {@link Products} multiplies fastest with. Its owner fills it
 * by {@link Products#pack}; B must stay as it is until the products are done.
 */
public final class PackedMatrix {
  private static final float[] NOTHING = {};

  boolean transposed;
  int n;
  int k;
  float[] b = NOTHING;
  int at;
  int stride;
  float[] slivers = NOTHING; // of JavaProducts: those of each DEPTH rows in one piece

  void refer(boolean transposed, int n, int k, float[] b, int at, int stride) {
    this.transposed = transposed;
    this.n = n;
    this.k = k;
    this.b = b;
    this.at = at;
    this.stride = stride;
  }

  /** Room for so many floats, at least. */
  float[] reserve(int size) {
    if (slivers.length < size) {
      slivers = new float[size];
    }
    return slivers;
  }
}
