package org.isotopelm.model.ngram.estimate;

import java.util.Locale;
import org.isotopelm.base.ProblemException;

/**
 * The n-grams of one order, in the order of their nodes in the table: by their context and then by
 * their last token. So those that begin with {@code <s>}, the largest first token, come last.
 *
 * @param order of the n-grams
 * @param begin the first node
 * @param beginsDocument the first node whose n-gram begins with {@code <s>}; one past the last node
 *     if there is none
 * @param contexts the nodes of the contexts
 * @param tokens the last tokens
 * @param suffixes the nodes of the n-grams without their first tokens
 * @param counts how often each n-gram occurs
 * @param bySuffix the nodes of this order in the order of their suffixes
 * @param continuations of the order below: how many n-grams of this order have a node as suffix
 */
record Level(
    int order,
    int begin,
    int beginsDocument,
    IntColumn contexts,
    IntColumn tokens,
    IntColumn suffixes,
    IntColumn counts,
    IntColumn bySuffix,
    IntColumn continuations)
    implements AutoCloseable {
  private static final int MOST = Integer.MAX_VALUE - 8;

  /** The unigrams of a vocabulary, and {@code <s>}; they have no context and no suffix. */
  static Level ofUnigrams(int vocabulary, IntColumn counts, Scratch scratch) {
    return new Level(
        1,
        1,
        vocabulary + 1,
        new IntColumn(scratch),
        new IntColumn(scratch),
        new IntColumn(scratch),
        counts,
        new IntColumn(scratch),
        new IntColumn(scratch));
  }

  /** Number of n-grams. */
  int size() {
    return (int) counts.size();
  }

  /** One past the last node. */
  int end() {
    return begin + size();
  }

  /** Gives memory and files back. */
  @Override
  public void close() {
    contexts.close();
    tokens.close();
    suffixes.close();
    counts.close();
    bySuffix.close();
    continuations.close();
  }

  /**
   * The last node so far, if there may be one more.
   *
   * @throws ProblemException (data) if there may not
   */
  static int requireRoom(int node) {
    if (node >= MOST) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "the text has more than %,d n-grams, which a model cannot hold; lower model.order, or use a part of the text, such as by data.limit",
              MOST));
    }
    return node;
  }
}
