package org.isotopelm.math.product;

import org.jspecify.annotations.Nullable;

/**
 * An operand of {@link Products}: a matrix and where it lies in a flat array. A handle is made once
 * and bound anew for each product, so that products allocate nothing; one thread at a time uses it.
 */
public final class Matrix {
  private static final float[] NOTHING = {};

  float[] array = NOTHING;
  int at;
  int rows; // as they lie in the array
  int columns;
  int stride;
  boolean transposed;
  @Nullable Weights weights; // that it is part of, if it was bound to such

  /** The matrix [rows, columns] that lies row by row from {@code at} on, without a gap. */
  public Matrix bind(float[] array, int at, int rows, int columns) {
    this.array = array;
    this.at = at;
    this.rows = rows;
    this.columns = columns;
    stride = columns;
    transposed = false;
    weights = null;
    return this;
  }

  /** A matrix of weights, of which products may keep a copy in a better order. */
  public Matrix bind(Weights weights, int at, int rows, int columns) {
    bind(weights.values(), at, rows, columns);
    this.weights = weights;
    return this;
  }

  /** The same, but row i starts at {@code at + i * stride}. */
  public Matrix stride(int stride) {
    this.stride = stride;
    return this;
  }

  /** The transpose [columns, rows] of what is bound. */
  public Matrix transpose() {
    transposed = !transposed;
    return this;
  }

  /** What another handle is bound to. */
  void bind(Matrix other) {
    bind(other.array, other.at, other.rows, other.columns);
    stride = other.stride;
    transposed = other.transposed;
    weights = other.weights;
  }

  /** Rows of the operand. */
  int height() {
    return transposed ? columns : rows;
  }

  /** Columns of the operand. */
  int width() {
    return transposed ? rows : columns;
  }

  /** From an element to that below it. */
  int rowStep() {
    return transposed ? 1 : stride;
  }

  /** From an element to that beside it. */
  int columnStep() {
    return transposed ? stride : 1;
  }

  /** Whether both are bound to the same elements in the same order. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  boolean isSame(Matrix other) {
    return array == other.array
        && at == other.at
        && rows == other.rows
        && columns == other.columns
        && stride == other.stride
        && transposed == other.transposed;
  }

  /**
   * Whether this may receive a product.
   *
   * @throws IllegalArgumentException where shapes do not fit
   */
  void requireProductOf(Matrix a, Matrix b) {
    if (transposed || rows != a.height() || columns != b.width() || a.width() != b.height()) {
      throw new IllegalArgumentException("%s is not the shape of %s by %s".formatted(this, a, b));
    }
  }

  @Override
  public String toString() {
    return "[" + height() + ", " + width() + "]";
  }
}
