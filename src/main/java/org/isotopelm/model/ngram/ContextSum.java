package org.isotopelm.model.ngram;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the probabilities after a context sum to one, although they are stored as floats. */
final class ContextSum {
  /** A back-off weight may differ by this share from the estimated one. */
  private static final double TOLERANCE = 1e-3;

  /** Below this, what a shorter context leaves to other tokens is a rounding error. */
  private static final double NOTHING = 1e-11;

  private final NgramTable table;
  private final NgramTableBuilder builder;

  ContextSum(NgramTable table, NgramTableBuilder builder) {
    this.table = table;
    this.builder = builder;
  }

  void normalise(int context, double lower, double estimated) {
    double rest = Math.max(0, 1 - lower);
    double wanted = estimated * rest;
    if (Math.abs(1 - sum(context) - wanted) > TOLERANCE * wanted) {
      carry(context, 1 - sum(context) - wanted);
    }
    double left = 1 - sum(context);
    if (rest < NOTHING) {
      builder.setBackoff(context, estimated);
      return;
    }
    for (; left < wanted / 2; left = 1 - sum(context)) {
      int largest = largestFirst(context).getFirst();
      builder.setProbability(largest, Math.nextDown((float) table.probability(largest)));
    }
    builder.setBackoff(context, Math.max(0, left) / rest);
  }

  private double sum(int context) {
    double sum = 0;
    int end = table.childrenEnd(context);
    for (int child = table.firstChild(context); child < end; child++) {
      sum += table.probability(child);
    }
    return sum;
  }

  /**
   * Adds a rounding error to the children of a context. A smaller float has the finer steps, so
   * what is left over in the end is below half a step of the smallest.
   */
  private void carry(int context, double error) {
    double rest = error;
    for (int child : largestFirst(context)) {
      double old = table.probability(child);
      builder.setProbability(child, Math.max(0, old + rest));
      rest -= table.probability(child) - old;
    }
  }

  private List<Integer> largestFirst(int context) {
    return IntStream.range(table.firstChild(context), table.childrenEnd(context))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer child) -> -table.probability(child)))
        .toList();
  }
}
