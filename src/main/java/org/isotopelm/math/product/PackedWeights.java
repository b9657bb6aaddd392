package org.isotopelm.math.product;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.isotopelm.math.kernel.ColdStart;
import org.jspecify.annotations.Nullable;

/**
 * Weights as slivers, each matrix copied once until it changes, as a step multiplies with the same
 * weights several times. The threads of a team share the copies and make them together: each claims
 * slices of columns until none is left, then waits for those that others still copy. Nobody holds a
 * lock; only a matrix that was never seen before takes one.
 */
final class PackedWeights {
  /** Elements of a slice: long enough to be worth a claim, short enough to wait for. */
  private static final int SLICE = 1 << 14;

  private static final int SPINS = 1000;

  private final ColdStart start;
  private volatile Copy[] copies = {};

  PackedWeights(ColdStart start) {
    this.start = start;
  }

  /** A copy of one matrix. */
  private static final class Copy {
    final Matrix source = new Matrix();
    final int columns; // of a slice
    final int slices;
    final float[] slivers;
    final AtomicInteger claimed = new AtomicInteger();
    final AtomicInteger made = new AtomicInteger();
    private volatile long version;
    private volatile Weights weights;

    Copy(Matrix source, Weights weights) {
      this.source.bind(source);
      this.weights = weights;
      version = weights.version();
      columns = Slivers.width(Math.max(1, SLICE / source.height()));
      slices = Math.ceilDiv(source.width(), columns);
      slivers = new float[Slivers.width(source.width()) * source.height()];
    }

    /**
     * Makes the copy out of date if it is not of these weights as they are now. What was read of
     * {@code weights} last is what was written last, so that who sees both as they should be sees
     * the counters at 0 too.
     */
    @SuppressWarnings("ReferenceEquality") // these weights, not others that are equal
    void require(Weights wanted) {
      if (weights != wanted || version != wanted.version()) {
        renew(wanted);
      }
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void renew(Weights wanted) {
      if (weights != wanted || version != wanted.version()) {
        made.set(0);
        claimed.set(0);
        version = wanted.version();
        weights = wanted;
      }
    }

    /** Copies slices until all are there. */
    void complete(boolean cold) {
      for (int i = claimed.getAndIncrement(); i < slices; i = claimed.getAndIncrement()) {
        int j = i * columns;
        Slivers.copyColumns(source, j, Math.min(columns, source.width() - j), slivers, cold);
        made.incrementAndGet();
      }
      for (int spin = 1; made.get() < slices; spin++) {
        if (spin % SPINS == 0) {
          LockSupport.parkNanos(1); // another thread may want the processor
        }
        Thread.onSpinWait();
      }
    }
  }

  /** B, a part of these weights, as slivers. */
  float[] packed(Matrix b, Weights of) {
    Copy found = find(b);
    Copy copy = found == null ? add(b, of) : found;
    copy.require(of);
    if (copy.made.get() < copy.slices) {
      copy.complete(start.isOn());
    }
    return copy.slivers;
  }

  /** A model has few matrices, so they are searched one after another. */
  private @Nullable Copy find(Matrix b) {
    for (Copy copy : copies) {
      if (copy.source.isSame(b)) {
        return copy;
      }
    }
    return null;
  }

  /** Copies of another array's weights are given up. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private synchronized Copy add(Matrix b, Weights of) {
    Copy found = find(b);
    if (found != null) {
      return found; // another thread was faster
    }
    Copy[] old = copies;
    int kept = old.length > 0 && old[0].source.array == b.array ? old.length : 0;
    Copy[] all = new Copy[kept + 1];
    System.arraycopy(old, 0, all, 0, kept);
    all[kept] = new Copy(b, of);
    copies = all;
    return all[kept];
  }
}
