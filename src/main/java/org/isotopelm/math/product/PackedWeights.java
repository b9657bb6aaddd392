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
    final float[] source;
    final int at;
    final boolean transposed;
    final int n;
    final int k;
    final int columns; // of a slice
    final int slices;
    final float[] slivers;
    final AtomicInteger claimed = new AtomicInteger();
    final AtomicInteger made = new AtomicInteger();

    Copy(float[] source, int at, boolean transposed, int n, int k) {
      this.source = source;
      this.at = at;
      this.transposed = transposed;
      this.n = n;
      this.k = k;
      columns = JavaProducts.width(Math.max(1, SLICE / k));
      slices = Math.ceilDiv(n, columns);
      slivers = new float[JavaProducts.width(n) * k];
    }

    @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
    boolean is(float[] b, int bAt, boolean transposeB, int columns, int rows) {
      return source == b && at == bAt && transposed == transposeB && n == columns && k == rows;
    }

    /** Copies slices until all are there. */
    void complete(int stride, boolean cold) {
      for (int i = claimed.getAndIncrement(); i < slices; i = claimed.getAndIncrement()) {
        int j = i * columns;
        int width = Math.min(columns, n - j);
        JavaProducts.packColumns(cold, transposed, n, k, j, width, source, at, stride, slivers);
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

  /** All copies are out of date. */
  void forget() {
    for (Copy copy : copies) {
      copy.claimed.set(0);
      copy.made.set(0);
    }
  }

  /** op(B) [k, n] as slivers, those of each {@link JavaProducts#DEPTH} rows in one piece. */
  float[] packed(boolean transposeB, int n, int k, float[] b, int bAt, int bStride) {
    Copy found = find(transposeB, n, k, b, bAt);
    Copy copy = found == null ? add(transposeB, n, k, b, bAt) : found;
    if (copy.made.get() < copy.slices) {
      copy.complete(bStride, start.isOn());
    }
    return copy.slivers;
  }

  /** A model has few matrices, so they are searched one after another. */
  private @Nullable Copy find(boolean transposeB, int n, int k, float[] b, int bAt) {
    for (Copy copy : copies) {
      if (copy.is(b, bAt, transposeB, n, k)) {
        return copy;
      }
    }
    return null;
  }

  /** Copies of another array's weights are given up. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized Copy add(boolean transposeB, int n, int k, float[] b, int bAt) {
    Copy found = find(transposeB, n, k, b, bAt);
    if (found != null) {
      return found; // another thread was faster
    }
    Copy[] old = copies;
    int kept = old.length > 0 && old[0].source == b ? old.length : 0;
    Copy[] all = new Copy[kept + 1];
    System.arraycopy(old, 0, all, 0, kept);
    all[kept] = new Copy(b, bAt, transposeB, n, k);
    copies = all;
    return all[kept];
  }
}
