package org.isotopelm.model.ngram;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Fills a table whose sizes are known, in any order, by any number of threads that write to nodes
 * of their own. What is written can be read at once through {@link #table()}.
 *
 * <p>To fill: {@link #set} for every node from order 2 on, {@link #setFirstChild} for every context
 * with children but the root and then {@link #finishOrder} for the children's order, {@link
 * #setProbability} for every node but the root and {@code <s>}, and {@link #setBackoff} or {@link
 * #normalise} for every context with children but the root. Back-off weights are 1 until then.
 */
public final class NgramTableBuilder {
  private final NgramSizes sizes;
  private final NgramSegments segments;
  private final NgramNodes nodes;
  private final NgramTable table;
  private final MemorySegment inner;
  private final MemorySegment leaves;
  private final MemorySegment unigrams;
  private final int contexts;
  private final ContextSum sum;

  private NgramTableBuilder(NgramSizes sizes, NgramSegments segments) {
    this.sizes = sizes;
    this.segments = segments;
    nodes = new PlainNodes(sizes, segments);
    table = new NgramTable(sizes, NgramBins.NONE, nodes, segments, false);
    inner = segments.inner();
    leaves = segments.leaves();
    unigrams = segments.unigrams();
    contexts = sizes.contexts();
    sum = new ContextSum(table, this);
    begin();
  }

  /** A table in memory, outside the heap. */
  public static NgramTableBuilder inMemory(NgramSizes sizes) {
    return new NgramTableBuilder(sizes, NgramSegments.inMemory(sizes));
  }

  /**
   * A table in a new file, which may be larger than memory; whoever gives the file deletes it.
   *
   * @throws IOException if it cannot be written; a part of it may be left
   */
  public static NgramTableBuilder inFile(NgramSizes sizes, Path file) throws IOException {
    return new NgramTableBuilder(sizes, NgramSegments.inFile(sizes, file));
  }

  /** Unigrams, {@code <s>} and what every table has alike; no n-gram is longer. */
  private void begin() {
    int order1 = sizes.end(1);
    for (int node = 1; node < order1; node++) {
      set(node, node - 1, NgramTable.ROOT);
    }
    for (int context = 0; context < contexts; context++) {
      setBackoff(context, 1);
    }
    setFirstChild(NgramTable.ROOT, 1);
    setFirstChild(contexts, sizes.nodes());
  }

  /** The table as far as it is filled. */
  public NgramTable table() {
    return table;
  }

  /** Writes the last token and the suffix of a node. */
  public void set(int node, int token, int suffix) {
    if (node < contexts) {
      inner.set(NgramTable.INT, (long) node * NgramTable.INNER + NgramTable.TOKEN, token);
      inner.set(NgramTable.INT, (long) node * NgramTable.INNER + NgramTable.SUFFIX, suffix);
    } else {
      long at = (long) (node - contexts) * NgramTable.LEAF;
      leaves.set(NgramTable.INT, at + NgramTable.TOKEN, token);
      leaves.set(NgramTable.INT, at + NgramTable.SUFFIX, suffix);
    }
  }

  /** Writes the probability of a node; of a unigram in double, of others rounded to float. */
  public void setProbability(int node, double probability) {
    if (node <= sizes.vocabulary()) {
      unigrams.setAtIndex(NgramTable.DOUBLE, node - 1, probability);
    } else if (node < contexts) {
      long at = (long) node * NgramTable.INNER + NgramTable.PROBABILITY;
      inner.set(NgramTable.FLOAT, at, (float) probability);
    } else {
      long at = (long) (node - contexts) * NgramTable.LEAF + NgramTable.PROBABILITY;
      leaves.set(NgramTable.FLOAT, at, (float) probability);
    }
  }

  /** Writes where the children of a context begin. */
  public void setFirstChild(int context, int node) {
    inner.set(NgramTable.INT, (long) context * NgramTable.INNER + NgramTable.FIRST_CHILD, node);
  }

  /** Writes what the probabilities of a shorter context are multiplied by in this one. */
  public void setBackoff(int context, double weight) {
    inner.set(NgramTable.DOUBLE, (long) context * NgramTable.INNER + NgramTable.BACKOFF, weight);
  }

  /**
   * Says that the first child of every context that has n-grams of this order as children is
   * written: from now on the table tells the children of these contexts, and which have none.
   *
   * @param order of the children, from 2 on
   */
  public void finishOrder(int order) {
    int next = sizes.end(order);
    for (int context = sizes.end(order - 1) - 1; context >= sizes.begin(order - 1); context--) {
      if (table.firstChild(context) == 0) {
        setFirstChild(context, next);
      }
      next = table.firstChild(context);
    }
  }

  /**
   * Writes the back-off weight with which the probabilities after a context sum to one, as they are
   * stored: (1 − Σ p) / (1 − Σ lower), over the context's children.
   *
   * <p>Where this is a quotient of rounding errors (the context is nearly certain of what comes, or
   * lengthened by nearly every token), the estimated weight stays, and the children's probabilities
   * take up the error: from the largest to the smallest, each what the one before could not hold.
   *
   * @param lower Σ over the children of their probabilities in the context's suffix, as stored
   * @param estimated the weight that the estimation gives, at least 0
   */
  public void normalise(int context, double lower, double estimated) {
    sum.normalise(context, lower, estimated);
  }

  /**
   * The whole table, ready for queries and for a file; nothing is written to the builder later.
   *
   * @param distribution whether the probabilities of all tokens sum to one after every context
   */
  public NgramTable seal(boolean distribution) {
    return seal(NgramBins.NONE, distribution);
  }

  /**
   * The whole table with quantised probabilities, otherwise as {@link #seal}. The back-off weights
   * are made anew, so that the probabilities after a context sum to one within 1e-6. Where a
   * context is followed by every token there is none, and the table may be no distribution.
   *
   * @param bits of a probability, from 1 to 16
   */
  public NgramTable sealQuantised(int bits, boolean distribution) {
    NgramQuantiser quantiser = new NgramQuantiser(table, this, bits);
    if (distribution) {
      return seal(quantiser.bins(), quantiser.normalise());
    }
    quantiser.round();
    return seal(quantiser.bins(), false);
  }

  private NgramTable seal(NgramBins bins, boolean distribution) {
    return new NgramTable(
        sizes, bins, nodes, segments.withIndex(ChildIndex.of(table)), distribution);
  }
}
