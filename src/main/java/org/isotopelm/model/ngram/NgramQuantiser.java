package org.isotopelm.model.ngram;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives the n-grams of a filled table probabilities of few values. Back-off weights follow from
 * these, exactly but for their rounding to float, so that the probabilities after a context still
 * sum to one; unigrams stay as they are.
 */
final class NgramQuantiser {
  /** A table whose sums deviate from one by more than this is no distribution. */
  private static final double MOST_DEVIATION = 1e-6;

  /** Below this, what a shorter context leaves to other tokens is a rounding error. */
  private static final double NOTHING = 1e-11;

  private final NgramTable table;
  private final NgramTableBuilder builder;
  private final NgramSizes sizes;
  private final NgramBins bins;
  private final QuantisedContext children;
  private double deviation;

  NgramQuantiser(NgramTable table, NgramTableBuilder builder, int bits) {
    this.table = table;
    this.builder = builder;
    sizes = table.sizes();
    List<float[]> orders = new ArrayList<>();
    for (int order = 2; order <= sizes.order(); order++) {
      EqualBins equal = new EqualBins();
      for (int node = sizes.begin(order); node < sizes.end(order); node++) {
        equal.add(table.probability(node));
      }
      orders.add(equal.values(bits));
    }
    bins = new NgramBins(bits, orders);
    children = new QuantisedContext(bins);
  }

  NgramBins bins() {
    return bins;
  }

  /** Rounds each probability to the nearest value; back-off weights only to float. */
  void round() {
    for (int order = 2; order <= sizes.order(); order++) {
      float[] values = bins.values(order);
      for (int node = sizes.begin(order); node < sizes.end(order); node++) {
        builder.setProbability(node, values[bins.nearest(order, table.probability(node))]);
      }
    }
    for (int context = 1; context < sizes.contexts(); context++) {
      builder.setBackoff(context, (float) table.backoff(context));
    }
  }

  /**
   * Quantises a distribution, context by context from the shortest.
   *
   * @return whether the result is one: not if a context is followed by every token, so that no
   *     back-off weight can make its probabilities sum to one
   */
  boolean normalise() {
    for (int order = 2; order <= sizes.order(); order++) {
      for (int context = sizes.begin(order - 1); context < sizes.end(order - 1); context++) {
        if (table.firstChild(context) < table.childrenEnd(context)) {
          normalise(context, order);
        }
      }
    }
    return deviation <= MOST_DEVIATION;
  }

  private void normalise(int context, int order) {
    int first = table.firstChild(context);
    int end = table.childrenEnd(context);
    children.begin(order, end - first);
    double lower = 0;
    for (int child = first; child < end; child++) {
      children.add(table.probability(child));
      lower += shorter(context, child);
    }
    children.choose();
    for (int child = first; child < end; child++) {
      builder.setProbability(child, children.value(child - first));
    }
    double left = children.left();
    double rest = Math.max(0, 1 - lower);
    double weight = rest < NOTHING ? table.backoff(context) : Math.max(0, left) / rest;
    builder.setBackoff(context, (float) weight);
    deviation = Math.max(deviation, Math.abs(left - table.backoff(context) * rest));
  }

  /** The probability of a child's last token in the next shorter context. */
  private double shorter(int context, int child) {
    int node = table.suffix(child);
    double weight = 1;
    int at = table.suffix(context);
    while (node < table.firstChild(at) || node >= table.childrenEnd(at)) {
      weight *= table.backoff(at);
      at = table.suffix(at);
    }
    return weight * table.probability(node);
  }
}
