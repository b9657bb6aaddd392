package org.isotopelm.math;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Runs products and kernels on small operands in a thread of its own while the text is read, so
 * that the compiler has made fast code of them when the first step begins: until then operations on
 * vectors are hundreds of times slower. It ends when it is closed, or after some seconds.
 */
public final class Primer implements AutoCloseable {
  private static final long MOST = TimeUnit.SECONDS.toNanos(5);
  private static final int ROWS = 40;
  private static final int WIDTH = 80;
  private static final int SIZE = WIDTH * WIDTH;

  private final Products products;
  private final Kernels kernels;
  private final float[] a = new float[SIZE];
  private final float[] b = new float[SIZE];
  private final float[] c = new float[SIZE];
  private final float[] d = new float[SIZE];
  private final PackedMatrix packed = new PackedMatrix();
  private volatile boolean closed;

  private Primer(Engine engine) {
    products = engine.products().get();
    kernels = engine.kernels().get();
  }

  /** Begins. */
  public static Primer start(Engine engine) {
    Primer primer = new Primer(engine);
    Thread.ofPlatform().daemon().name("primer").start(primer::run);
    return primer;
  }

  private void run() {
    long begin = System.nanoTime();
    while (!closed && System.nanoTime() - begin < MOST) {
      fill();
      multiply(false, true, 1);
      multiply(false, false, 0);
      multiply(true, false, 1);
      products.weightsChanged();
      products.multiplyByWeights(true, ROWS, 70, WIDTH, a, 0, WIDTH, b, 0, WIDTH, 1, c, 0, WIDTH);
      products.multiplyByWeights(false, ROWS, 70, WIDTH, a, 0, WIDTH, b, 0, WIDTH, 0, c, 0, WIDTH);
      products.pack(true, 70, WIDTH, b, 0, WIDTH, packed);
      products.multiply(ROWS, a, 0, WIDTH, packed, 1, c, 0, WIDTH);
      if (closed) {
        return;
      }
      fill();
      compute();
    }
  }

  private void fill() {
    for (int i = 0; i < SIZE; i++) {
      a[i] = (i % 7 - 3) * 0.1f;
      b[i] = (i % 5 - 2) * 0.1f;
    }
    Arrays.fill(c, 0);
    Arrays.fill(d, 0);
  }

  private void multiply(boolean transposeA, boolean transposeB, float beta) {
    products.multiply(
        transposeA, transposeB, ROWS, 70, ROWS, a, 0, WIDTH, b, 0, WIDTH, beta, c, 0, WIDTH);
  }

  private void compute() {
    float[] means = new float[WIDTH];
    float[] scales = new float[WIDTH];
    kernels.norm(true, a, ROWS, WIDTH, b, 0, b, WIDTH, c, means, scales);
    kernels.normGradient(true, c, a, means, scales, ROWS, WIDTH, b, 0, d, c, 0);
    kernels.gelu(a, d, ROWS * WIDTH);
    kernels.tanh(b, d, ROWS * WIDTH);
    kernels.multiply(a, b, SIZE);
    for (int row = 0; row < ROWS; row++) {
      int at = row * WIDTH;
      kernels.add(a, at, b, at, a, at, WIDTH);
    }
    kernels.columnMaxima(b, 0, WIDTH, ROWS, WIDTH - 1, means, 0);
    kernels.columnExponentials(b, 0, WIDTH, ROWS, WIDTH - 1, means, 0, scales, 0);
    kernels.scaleColumns(b, 0, WIDTH, ROWS, WIDTH - 1, scales, 0);
    kernels.rowSums(b, 0, WIDTH, ROWS, WIDTH - 1, means);
    kernels.softmaxNumerators(a, 0, ROWS, WIDTH - 1, 1, means, scales);
    kernels.divideColumns(a, 0, ROWS, WIDTH - 1, scales);
    kernels.columnSoftmaxGradient(a, 0, b, 0, ROWS, WIDTH - 1, 1, means);
    kernels.columnSums(a, ROWS, WIDTH, c, 0);
  }

  @Override
  public void close() {
    closed = true;
  }
}
