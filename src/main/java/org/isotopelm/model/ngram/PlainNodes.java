package org.isotopelm.model.ngram;

import java.lang.foreign.MemorySegment;

/** Nodes whose numbers are not quantised: 24 bytes a context, 12 an n-gram of the highest order. */
final class PlainNodes implements NgramNodes {
  private final MemorySegment inner;
  private final MemorySegment leaves;
  private final int contexts;

  PlainNodes(NgramSizes sizes, NgramSegments segments) {
    inner = segments.inner();
    leaves = segments.leaves();
    contexts = sizes.contexts();
  }

  @Override
  public int token(int node) {
    return node < contexts
        ? inner.get(NgramTable.INT, (long) node * NgramTable.INNER + NgramTable.TOKEN)
        : leaves.get(NgramTable.INT, leaf(node) + NgramTable.TOKEN);
  }

  @Override
  public double probability(int node) {
    return node < contexts
        ? inner.get(NgramTable.FLOAT, (long) node * NgramTable.INNER + NgramTable.PROBABILITY)
        : leaves.get(NgramTable.FLOAT, leaf(node) + NgramTable.PROBABILITY);
  }

  @Override
  public int suffix(int node) {
    return node < contexts
        ? inner.get(NgramTable.INT, (long) node * NgramTable.INNER + NgramTable.SUFFIX)
        : leaves.get(NgramTable.INT, leaf(node) + NgramTable.SUFFIX);
  }

  @Override
  public int firstChild(int context) {
    return inner.get(NgramTable.INT, (long) context * NgramTable.INNER + NgramTable.FIRST_CHILD);
  }

  @Override
  public double backoff(int context) {
    return inner.get(NgramTable.DOUBLE, (long) context * NgramTable.INNER + NgramTable.BACKOFF);
  }

  private long leaf(int node) {
    return (long) (node - contexts) * NgramTable.LEAF;
  }
}
