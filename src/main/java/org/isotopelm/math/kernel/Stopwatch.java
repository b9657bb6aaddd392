package org.isotopelm.math.kernel;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Adds up by phase how long threads compute: for benchmarks, as reading the clock has a price. */
public final class Stopwatch {
  /** What is computed. */
  public enum Phase {
    /** Matrix products, those within attention too. */
    PRODUCTS,
    /** Softmax and its gradient, without the products. */
    ATTENTION,
    /** Normalisation and its gradient. */
    NORMS,
    /** Nonlinearities. */
    ACTIVATIONS,
    /** Cross-entropy and its gradient. */
    LOSS,
    /** Sums of vectors. */
    SUMS
  }

  private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);

  /** At 0. */
  public Stopwatch() {
    for (Phase phase : Phase.values()) {
      nanos.put(phase, new LongAdder());
    }
  }

  /** The phase has lasted from then until now. */
  public void add(Phase phase, long since) {
    of(phase).add(System.nanoTime() - since);
  }

  /** Nanoseconds of a phase, all threads together. */
  public long nanos(Phase phase) {
    return of(phase).sum();
  }

  /** From 0 again. */
  public void reset() {
    nanos.values().forEach(LongAdder::reset);
  }

  private LongAdder of(Phase phase) {
    return Objects.requireNonNull(nanos.get(phase));
  }
}
