package org.isotopelm.math;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.isotopelm.math.product.Matrix;
import org.isotopelm.math.product.Products;

/** How fast matrices are multiplied here, by all threads, each a product of its own. */
public final class SgemmRate {
  private static final int SIZE = 1024;
  private static final int ROUNDS = 12;

  private SgemmRate() {}

  /**
   * The best rate over a dozen rounds of 1024³ on every thread, GFLOP/s.
   *
   * @param seconds to warm up
   */
  public static double gflops(Supplier<Products> supplier, int threads, double seconds) {
    try (Team team = new Team(threads)) {
      Products[] products = new Products[threads];
      Arrays.setAll(products, i -> supplier.get());
      Matrix[] operands = new Matrix[3 * threads];
      Arrays.setAll(operands, i -> filled());
      Team.Task task =
          (number, thread) ->
              products[number].multiply(
                  operands[3 * number], operands[3 * number + 1], 0, operands[3 * number + 2]);
      long begin = System.nanoTime();
      long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
      while (System.nanoTime() - begin < nanos) {
        team.run(threads, task);
      }
      long best = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long since = System.nanoTime();
        team.run(threads, task);
        best = Math.min(best, System.nanoTime() - since);
      }
      return 2.0 * SIZE * SIZE * SIZE * threads / (double) best;
    }
  }

  private static Matrix filled() {
    float[] values = new float[SIZE * SIZE];
    Arrays.fill(values, 1f / SIZE);
    return new Matrix().bind(values, 0, SIZE, SIZE);
  }
}
