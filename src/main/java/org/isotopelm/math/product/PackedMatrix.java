package org.isotopelm.math.product;

/**
 * A right operand that several products share: where B lies, and room for a copy in the order that
 * an implementation of {@link Products} multiplies fastest with. Its owner fills it by {@link
 * Products#pack}; B must stay as it is until the products are done.
 */
public final class PackedMatrix {
  private static final float[] NOTHING = {};

  final Matrix source = new Matrix();
  float[] slivers = NOTHING; // of JavaProducts: those of each DEPTH rows in one piece

  /** Room for so many floats, at least. */
  float[] reserve(int size) {
    if (slivers.length < size) {
      slivers = new float[size];
    }
    return slivers;
  }
}
