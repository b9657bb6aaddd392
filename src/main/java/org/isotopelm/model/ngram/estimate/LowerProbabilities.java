package org.isotopelm.model.ngram.estimate;

import org.isotopelm.model.ngram.NgramTable;

/**
 * What the shorter context says of each n-gram of an order, in the order of its nodes. The
 * probabilities of the order below are read in their own order, and sorted by the nodes that want
 * them.
 */
final class LowerProbabilities {
  private static final long FLOAT = 0xffff_ffffL;

  private final NgramTable table;
  private final boolean ofUnigrams;
  private final Sorter.Sorted sorted;

  LowerProbabilities(Level level, Level below, NgramTable table, Sorter byNode) {
    this.table = table;
    ofUnigrams = below.order() == 1;
    if (!ofUnigrams) {
      collect(level, below, byNode);
    }
    sorted = byNode.sorted();
  }

  private void collect(Level level, Level below, Sorter byNode) {
    IntColumn.Reader continuations = level.continuations().reader();
    IntColumn.Reader nodes = level.bySuffix().reader();
    for (int suffix = below.begin(); nodes.hasNext(); suffix++) {
      int wanted = continuations.next();
      long p = Float.floatToRawIntBits((float) table.probability(suffix)) & FLOAT;
      for (int i = 0; i < wanted; i++) {
        byNode.add((long) nodes.next() << Integer.SIZE | p);
      }
    }
  }

  /**
   * The probability of the next node's last token after the shorter context, as it is stored.
   *
   * @param suffix of that node
   */
  double next(int node, int suffix) {
    if (ofUnigrams) {
      return table.probability(suffix);
    }
    if (!sorted.next() || sorted.key() >>> Integer.SIZE != node) {
      throw new IllegalStateException("node " + node + " has no suffix");
    }
    return Float.intBitsToFloat((int) sorted.key());
  }
}
