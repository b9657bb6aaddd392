package org.isotopelm.math.product;

/**
 * Orthogonalises matrices nearly: X = U·S·Vᵀ becomes U·S′·Vᵀ, whose singular values S′ are between
 * about 0.7 and 1.2. An instance serves one thread and allocates nothing once it is made.
 *
 * <p>These are quintic Newton–Schulz iterations with the coefficients of Jordan et al. 2024, "Muon:
 * An optimizer for hidden layers in neural networks", which raise small singular values as fast as
 * possible and do not converge to 1:
 *
 * <pre>
 *   X ← X/max(‖X‖, 1e-7)                    so that no singular value is above 1
 *   A = X·Xᵀ;  X ← (a·I + b·A + c·A²)·X     several times
 * </pre>
 *
 * With more rows than columns A is Xᵀ·X, the smaller of the two, and stands to the right of X.
 * PyTorch's torch.optim.Muon rounds all of this to bfloat16; here it is float.
 */
public final class NewtonSchulz {
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;

  /** The least norm to divide by, as in PyTorch: a matrix of zeros stays one. */
  private static final double LEAST_NORM = 1e-7;

  /** Of A and A² half suffices, as they are symmetric: by stripes of so many rows. */
  private static final int BLOCK = 128;

  private final Products products;
  private final float[] other; // X before or after an iteration [rows, columns]
  private final float[] gram; // A, and then the polynomial [side, side]
  private final float[] square; // A²
  private final Matrix left = new Matrix();
  private final Matrix right = new Matrix();
  private final Matrix result = new Matrix();

  /**
   * @param most elements of the largest matrix
   * @param side the larger one of the matrices' smaller sides
   */
  public NewtonSchulz(Products products, int most, int side) {
    this.products = products;
    other = new float[most];
    gram = new float[side * side];
    square = new float[side * side];
  }

  /** Floats of an instance for matrices of these sizes. */
  public static long floats(int most, int side) {
    return most + 2L * side * side;
  }

  /**
   * Replaces the matrix [rows, columns] that lies from {@code at} on.
   *
   * @param scale multiplies what comes out
   */
  public void orthogonalise(float[] x, int at, int rows, int columns, int iterations, float scale) {
    int n = rows * columns;
    normalise(x, at, n);
    float[] from = x;
    int fromAt = at;
    float[] to = other;
    int toAt = 0;
    for (int i = 0; i < iterations; i++) {
      iterate(from, fromAt, rows, columns, to, toAt);
      float[] array = from;
      from = to;
      to = array;
      int place = fromAt;
      fromAt = toAt;
      toAt = place;
    }
    for (int i = 0; i < n; i++) {
      x[at + i] = scale * from[fromAt + i];
    }
  }

  private static void normalise(float[] x, int at, int n) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += (double) x[i] * x[i];
    }
    double factor = 1 / Math.max(Math.sqrt(sum), LEAST_NORM);
    for (int i = at; i < at + n; i++) {
      x[i] = (float) (factor * x[i]);
    }
  }

  private void iterate(float[] x, int at, int rows, int columns, float[] y, int yAt) {
    boolean wide = rows <= columns;
    int side = wide ? rows : columns;
    int block = block(side);
    for (int from = 0; from < side; from += block) {
      int to = Math.min(side, from + block);
      if (wide) {
        left.bind(x, at + from * columns, to - from, columns);
        right.bind(x, at, to, columns).transpose();
      } else {
        left.bind(x, at + from, rows, to - from).stride(columns).transpose();
        right.bind(x, at, rows, to).stride(columns);
      }
      result.bind(gram, from * side, to - from, to).stride(side);
      products.multiply(left, right, 0, result);
    }
    mirror(gram, side);
    for (int from = 0; from < side; from += block) {
      int to = Math.min(side, from + block);
      left.bind(gram, from * side, to - from, side);
      right.bind(gram, 0, side, to).stride(side);
      result.bind(square, from * side, to - from, to).stride(side);
      products.multiply(left, right, 0, result);
    }
    mirror(square, side);
    polynomial(side);
    left.bind(gram, 0, side, side);
    right.bind(x, at, rows, columns);
    result.bind(y, yAt, rows, columns);
    products.multiply(wide ? left : right, wide ? right : left, 0, result);
  }

  /** Rows of a symmetric product that are made at once, up to the last of their diagonal. */
  private static int block(int side) {
    return side < 2 * BLOCK ? side : BLOCK;
  }

  /** Copies what lies below the diagonal to its place above it. */
  private static void mirror(float[] a, int side) {
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < i; j++) {
        a[j * side + i] = a[i * side + j];
      }
    }
  }

  /** A ← a·I + b·A + c·A². */
  private void polynomial(int side) {
    for (int i = 0; i < side * side; i++) {
      gram[i] = B * gram[i] + C * square[i];
    }
    for (int i = 0; i < side; i++) {
      gram[i * side + i] += A;
    }
  }
}
