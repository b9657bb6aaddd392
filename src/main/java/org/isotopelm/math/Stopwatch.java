package org.isotopelm.math;

import java.util.concurrent.atomic.AtomicLongArray;

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

  private final AtomicLongArray nanos = new AtomicLongArray(Phase.values().length);

  /** The same engine, watched. */
  public Engine watch(Engine engine) {
    return new Engine(
        engine.kind(),
        () -> new TimedProducts(engine.products().get(), this),
        () -> new TimedKernels(engine.kernels().get(), this));
  }

  /** The phase has lasted from then until now. */
  void add(Phase phase, long since) {
    nanos.addAndGet(phase.ordinal(), System.nanoTime() - since);
  }

  /** Nanoseconds of a phase, all threads together. */
  public long nanos(Phase phase) {
    return nanos.get(phase.ordinal());
  }

  /** From 0 again. */
  public void reset() {
    for (int i = 0; i < nanos.length(); i++) {
      nanos.set(i, 0);
    }
  }
}
