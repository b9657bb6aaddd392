package org.isotopelm.train.cost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.optim.LazyRows;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.param.Parameter;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.TrainSpec;

/**
 * How many bytes a training needs in the JVM's heap, known before it begins. Tokens are in mapped
 * files and not counted.
 *
 * @param weights values, their average if there is one, what the optimizer keeps, the initial
 *     values if weights decay towards them, a gradient of each shard, and what {@link LazyRows}
 *     need
 * @param packed copies of the matrices but the output's for products of our own, in both orders
 * @param buffers activations, their gradients, copies of activations for products of our own, and
 *     the optimizer's, of all threads
 * @param batches token ids of a step, and the state that rows carry on
 * @param shards whose gradients are in {@code weights}
 * @param threads that have {@code buffers}
 */
public record Memory(
    long weights, long packed, long buffers, long batches, int shards, int threads) {
  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  /** More than any machine has, and far from a long's overflow. */
  private static final double MOST = 1L << 60;

  /**
   * Counts, by making one thread's buffers.
   *
   * @throws ProblemException exit code 1, where it is more than the JVM may use
   */
  public static Memory of(GradientPlan plan, ProductsKind products, int threads) {
    int shards = plan.recipe().train().shards();
    // The weights before a step, for the norms of updates, lie in a second shard's gradient.
    Algorithm algorithm = plan.recipe().optimizer().algorithm();
    long states = algorithm.states().size();
    long initial = plan.decay().needsInitialValues() ? 1 : 0;
    List<Parameter> rows = plan.touchedParameters();
    // Weights with the decay of all rows made up for are a copy, while they are saved.
    long settled = rows.isEmpty() ? 0 : 1;
    long average = plan.recipe().train().average() == null ? 0 : 1;
    long arrays = 1 + states + initial + settled + average + Math.max(2, shards);
    long weights =
        arrays * Float.BYTES * plan.model().parameters().length()
            + rows.stream().mapToLong(LazyRows::bytes).sum();
    boolean copies = products == ProductsKind.JAVA;
    long packed = copies ? 2 * Float.BYTES * plan.model().packedWeights() : 0;
    long batches = batches(plan);
    Memory least = new Memory(weights, packed, 0, batches, shards, threads);
    least.requireRoom(limit());
    long before = allocated();
    try {
      plan.model().worker();
    } catch (ArithmeticException overflow) {
      throw GradientPlan.tooLarge();
    }
    long buffers =
        allocated()
            - before
            + (copies ? Float.BYTES * plan.model().packedActivations() : 0)
            + Float.BYTES * algorithm.buffers(plan.model().parameters().parameters());
    Memory all = new Memory(weights, packed, buffers * threads, batches, shards, threads);
    all.requireRoom(limit());
    return all;
  }

  /** Inputs, starts and targets of every row, and the rows' state. */
  private static long batches(GradientPlan plan) {
    TrainSpec spec = plan.recipe().train();
    NeuralModel model = plan.model();
    long row = 2L * model.context() + model.targetsPerRow();
    double tokens = (double) row * spec.batch() * spec.accumulation();
    double state = (double) model.stateSize() * spec.batch();
    return (long) Math.min(Float.BYTES * (tokens + state), MOST);
  }

  /** All of it. */
  public long bytes() {
    return weights + packed + buffers + batches;
  }

  /** Refuses what the JVM cannot hold. */
  void requireRoom(long limit) {
    requireRoom("this training needs", bytes(), limit, "use " + less());
  }

  /** The largest part is the one to make smaller. */
  private String less() {
    if (batches > weights + buffers) {
      return "a smaller train.batch or train.accumulation";
    }
    return buffers > weights && threads > 1
        ? String.format(Locale.ROOT, "fewer threads (%d now) or a smaller model", threads)
        : String.format(
            Locale.ROOT, "fewer shards (train.shards is %d) or a smaller model", shards);
  }

  /**
   * Refuses what the JVM cannot hold.
   *
   * @param who needs these bytes: how the error begins
   * @param less what else than a larger heap helps
   * @throws ProblemException exit code 1
   */
  public static void requireRoom(String who, long bytes, long limit, String less) {
    if (bytes > limit) {
      throw ProblemException.failure(
          String.format(
              Locale.ROOT,
              "%s %s of memory, and the JVM may use %s; give it more with "
                  + "ISOTOPE_OPTS=-Xmx%.0fg, or %s",
              who,
              size(bytes),
              size(limit),
              Math.ceil(1.3 * bytes / GIB),
              less));
    }
  }

  /**
   * What to say where it was used up in spite of all.
   *
   * @param less what else than a larger heap helps
   */
  public static String usedUp(String less) {
    return String.format(
        Locale.ROOT,
        "the memory of %d MB is used up; give more, such as ISOTOPE_OPTS=-Xmx%dg, or %s",
        limit() >> 20,
        1 + (limit() >> 29),
        less);
  }

  /** The most that the JVM's heap may grow to. */
  public static long limit() {
    return Runtime.getRuntime().maxMemory();
  }

  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "memory: %s: weights, optimizer and gradients (shards: %d) %s, packed matrices "
            + "%s, buffers (threads: %d) %s, batches %s; the JVM may use %s",
        size(bytes()),
        shards,
        size(weights),
        size(packed),
        threads,
        size(buffers),
        size(batches),
        size(limit()));
  }

  /** For people. */
  public static String size(long bytes) {
    return bytes < GIB
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / MIB)
        : String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
