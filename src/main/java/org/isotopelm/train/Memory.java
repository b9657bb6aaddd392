package org.isotopelm.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.isotopelm.IsotopeException;
import org.isotopelm.math.EngineSpec.ProductsKind;

/**
 * What a training holds in the JVM's heap, in bytes, told before it begins. Tokens are mapped files
 * and not in it.
 *
 * @param weights values, two moments, a gradient of each shard
 * @param packed copies of the matrices but the output's for products of our own, in both orders
 * @param buffers activations and their gradients, of all threads
 * @param shards whose gradients are in {@code weights}
 * @param threads that have {@code buffers}
 */
public record Memory(long weights, long packed, long buffers, int shards, int threads) {
  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  /**
   * Counts, by making one thread's buffers.
   *
   * @throws IsotopeException exit code 1, where it is more than the JVM may take
   */
  public static Memory of(TrainingPlan plan, ProductsKind products, int threads) {
    int shards = plan.recipe().train().shards();
    // The weights before a step, for the norms of updates, lie in a second shard's gradient.
    long arrays = 3L + Math.max(2, shards);
    long weights = arrays * Float.BYTES * plan.model().parameters().length();
    long packed =
        products == ProductsKind.JAVA ? 2 * Float.BYTES * plan.model().packedWeights() : 0;
    Memory least = new Memory(weights, packed, 0, shards, threads);
    least.requireRoom(limit());
    long before = allocated();
    plan.model().worker();
    long buffers = allocated() - before;
    Memory all = new Memory(weights, packed, buffers * threads, shards, threads);
    all.requireRoom(limit());
    return all;
  }

  /** All of it. */
  public long bytes() {
    return weights + packed + buffers;
  }

  /** Refuses what the JVM cannot hold. */
  void requireRoom(long limit) {
    String less = "take fewer shards (train.shards is %d) or a smaller model".formatted(shards);
    requireRoom("this training needs", bytes(), limit, less);
  }

  /**
   * Refuses what the JVM cannot hold.
   *
   * @param who needs these bytes: how the error begins
   * @param less what else than a larger heap helps
   * @throws IsotopeException exit code 1
   */
  public static void requireRoom(String who, long bytes, long limit, String less) {
    if (bytes > limit) {
      throw IsotopeException.failure(
          "%s %s of memory and the JVM may take %s; give it more by ISOTOPE_OPTS=-Xmx%.0fg, or %s"
              .formatted(who, size(bytes), size(limit), Math.ceil(1.3 * bytes / GIB), less));
    }
  }

  /** The most that the JVM's heap may grow to. */
  public static long limit() {
    return Runtime.getRuntime().maxMemory();
  }

  /** One line for people. */
  public String text() {
    return "memory: %s: weights, moments and gradients (shards: %d) %s, packed matrices %s, buffers (threads: %d) %s; the JVM may take %s"
        .formatted(
            size(bytes()),
            shards,
            size(weights),
            size(packed),
            threads,
            size(buffers),
            size(limit()));
  }

  /** For people. */
  public static String size(long bytes) {
    return bytes < GIB ? "%.1f MiB".formatted(bytes / MIB) : "%.2f GiB".formatted(bytes / GIB);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
