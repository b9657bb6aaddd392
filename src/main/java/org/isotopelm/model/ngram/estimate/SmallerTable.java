package org.isotopelm.model.ngram.estimate;

import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;

/**
 * Copies a table without the nodes that are left out. The n-grams that stay keep their
 * probabilities; back-off weights change, so that all sum to one.
 */
final class SmallerTable {
  private final NgramTable from;
  private final KeptNodes kept;
  private final NgramTableBuilder builder;
  private final NgramTable to;

  /**
   * @param builder of the sizes of the nodes that stay
   */
  SmallerTable(NgramTable from, KeptNodes kept, NgramTableBuilder builder) {
    this.from = from;
    this.kept = kept;
    this.builder = builder;
    to = builder.table();
  }

  void fill(Smoothing smoothing) {
    NgramSizes sizes = from.sizes();
    for (int node = 1; node < sizes.nodes(); node++) {
      if (kept.isKept(node)) {
        copy(node, node >= sizes.begin(2));
      }
    }
    for (int context = 1; context < sizes.contexts(); context++) {
      if (kept.isKept(context)) {
        weigh(context, smoothing);
      }
    }
  }

  private void copy(int node, boolean longer) {
    int number = kept.number(node);
    if (longer) {
      builder.set(number, from.token(node), kept.number(keptSuffix(node)));
    }
    if (node != from.sizes().documentBegin()) {
      builder.setProbability(number, from.probability(node));
    }
    if (from.isContext(node)) {
      builder.setFirstChild(number, kept.number(from.firstChild(node)));
    }
  }

  private int keptSuffix(int node) {
    int suffix = from.suffix(node);
    while (!kept.isKept(suffix)) {
      suffix = from.suffix(suffix);
    }
    return suffix;
  }

  private void weigh(int node, Smoothing smoothing) {
    int context = kept.number(node);
    if (smoothing instanceof Smoothing.StupidBackoff) {
      builder.setBackoff(context, Smoothing.StupidBackoff.ALPHA);
      return;
    }
    int begin = to.firstChild(context);
    int end = to.childrenEnd(context);
    if (begin == end) {
      return;
    }
    double sum = 0;
    double lower = 0;
    int shorter = to.suffix(context);
    for (int child = begin; child < end; child++) {
      sum += to.probability(child);
      lower += probability(shorter, to.token(child));
    }
    builder.normalise(
        context, lower, Math.max(0, 1 - sum) / Math.max(1 - lower, Double.MIN_NORMAL));
  }

  private double probability(int context, int token) {
    double weight = 1;
    int state = context;
    int found = to.find(state, token);
    while (found == NgramTable.ABSENT) {
      weight *= to.backoff(state);
      state = to.suffix(state);
      found = to.find(state, token);
    }
    return weight * to.probability(found);
  }
}
