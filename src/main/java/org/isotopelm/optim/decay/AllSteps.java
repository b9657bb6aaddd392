package org.isotopelm.optim.decay;

import java.util.function.LongToDoubleFunction;

/** What f(t) amounts to over the first steps of a run, in a time that does not grow with them. */
final class AllSteps {
  /** Steps of the longest run of which each is computed: some tens of ms. */
  static final long MOST_COMPUTED = 1 << 20;

  /** Pieces of a longer run. */
  private static final long PIECES = 1 << 18;

  private AllSteps() {}

  /**
   * Σ_t f(t); of more than {@link #MOST_COMPUTED} steps by pieces, each as its length times the
   * mean of its ends. That is exact where f is straight, and its error is at most a step of f over
   * one piece where f jumps.
   */
  static double sum(LongToDoubleFunction f, long steps) {
    double sum = 0;
    long pieces = pieces(steps);
    long first = 1;
    for (long piece = 0; piece < pieces; piece++) {
      long count = length(piece, steps, pieces);
      sum +=
          count == 1
              ? f.applyAsDouble(first)
              : 0.5
                  * (double) count
                  * (f.applyAsDouble(first) + f.applyAsDouble(first + count - 1));
      first += count;
    }
    return sum;
  }

  /** The largest f(t), if it is above 0; in a longer run that at the ends of the pieces. */
  static double largest(LongToDoubleFunction f, long steps) {
    double largest = 0;
    long pieces = pieces(steps);
    long first = 1;
    for (long piece = 0; piece < pieces; piece++) {
      long last = first + length(piece, steps, pieces) - 1;
      largest = Math.max(largest, Math.max(f.applyAsDouble(first), f.applyAsDouble(last)));
      first = last + 1;
    }
    return largest;
  }

  private static long pieces(long steps) {
    return steps <= MOST_COMPUTED ? steps : PIECES;
  }

  private static long length(long piece, long steps, long pieces) {
    return steps / pieces + (piece < steps % pieces ? 1 : 0);
  }
}
