package org.isotopelm.optim.decay;

import java.util.function.LongToDoubleFunction;

/** Σ_t f(t) over the first steps of a run, in a time that does not grow with their number. */
final class RunSum {
  /** Steps of the longest run that is summed step by step: some tens of ms. */
  static final long MOST_SUMMED = 1 << 20;

  /** Pieces of a longer run. */
  private static final long PIECES = 1 << 18;

  private RunSum() {}

  /**
   * The sum; of more than {@link #MOST_SUMMED} steps by pieces, each as its length times the mean
   * of its ends. That is exact where f is straight, and its error is at most a step of f over one
   * piece where f jumps.
   */
  static double of(LongToDoubleFunction f, long steps) {
    return steps <= MOST_SUMMED ? each(f, steps) : byPieces(f, steps);
  }

  private static double each(LongToDoubleFunction f, long steps) {
    double sum = 0;
    for (long t = 1; t <= steps; t++) {
      sum += f.applyAsDouble(t);
    }
    return sum;
  }

  private static double byPieces(LongToDoubleFunction f, long steps) {
    double sum = 0;
    long length = steps / PIECES;
    long longer = steps % PIECES;
    long first = 1;
    for (long piece = 0; piece < PIECES; piece++) {
      long count = length + (piece < longer ? 1 : 0);
      double ends = f.applyAsDouble(first) + f.applyAsDouble(first + count - 1);
      sum += 0.5 * (double) count * ends;
      first += count;
    }
    return sum;
  }
}
