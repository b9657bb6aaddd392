package org.isotopelm.model.ngram;

import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ProblemException;

/**
 * How many n-grams of each order a table has, and so which numbers its nodes have:
 *
 * <pre>
 * 0              the root: the empty context
 * 1 … V          the unigrams of tokens 0 … V−1
 * V+1            the context {@code <s>}: the beginning of a document, which is never predicted
 * V+2 …          all bigrams, then all trigrams and so on
 * </pre>
 *
 * @param vocabulary number of token ids, V
 * @param longer numbers of bigrams, trigrams and so on; of the highest order too
 */
public record NgramSizes(int vocabulary, List<Integer> longer) {
  /** The highest order of a table. */
  public static final int MOST_ORDERS = 12;

  /**
   * @throws ProblemException (data) if there are more n-grams than a table can number
   */
  public NgramSizes {
    longer = List.copyOf(longer);
    if (vocabulary < 1 || longer.size() >= MOST_ORDERS || longer.stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(vocabulary + " unigrams and " + longer);
    }
    long nodes = vocabulary + 2L + longer.stream().mapToLong(Integer::intValue).sum();
    if (nodes >= Integer.MAX_VALUE) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%,d n-grams are more than a model can hold (%,d); raise cutoffs or prune, or lower order",
              nodes,
              Integer.MAX_VALUE));
    }
  }

  /** The highest order, N. */
  public int order() {
    return longer.size() + 1;
  }

  /** The first node of an order; of order 0, the root. */
  public int begin(int order) {
    int begin = order == 0 ? 0 : 1;
    if (order > 1) {
      begin += vocabulary + 1;
    }
    for (int n = 2; n < order; n++) {
      begin += longer.get(n - 2);
    }
    return begin;
  }

  /** One past the last node of an order. */
  public int end(int order) {
    return begin(order + 1);
  }

  /** Number of nodes of all orders. */
  public int nodes() {
    return end(order());
  }

  /** Number of nodes that can be contexts: those below the highest order. */
  public int contexts() {
    return end(order() - 1);
  }

  /** The node of the context {@code <s>}. */
  public int documentBegin() {
    return vocabulary + 1;
  }
}
