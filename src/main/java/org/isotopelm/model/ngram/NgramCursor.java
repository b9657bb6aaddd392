package org.isotopelm.model.ngram;

/** Reads a text through a table: holds the longest context in the table that the text ends with. */
final class NgramCursor {
  private final NgramTable table;

  /** [order − 1] the contexts of a distribution, and the weights of their n-grams in it. */
  private final int[] contexts;

  private final double[] weights;
  private int context = NgramTable.ROOT;

  NgramCursor(NgramTable table) {
    this.table = table;
    contexts = new int[table.sizes().order() - 1];
    weights = new double[contexts.length];
  }

  /** A document begins. A table of order 1 sees nothing, its beginning neither. */
  void beginDocument() {
    context = table.next(table.sizes().documentBegin());
  }

  /** Reads a token and returns its probability after what was read before. */
  double read(int token) {
    double weight = 1;
    int node = table.find(context, token);
    for (int shorter = context; node == NgramTable.ABSENT; ) {
      weight *= table.backoff(shorter);
      shorter = table.suffix(shorter);
      node = table.find(shorter, token);
    }
    context = table.next(node);
    return weight * table.probability(node);
  }

  /**
   * The probability of every token, the same to the bit as {@link #read} gives.
   *
   * @param probabilities [V]
   */
  void distribution(double[] probabilities) {
    int n = 0;
    double weight = 1;
    for (int at = context; at != NgramTable.ROOT; at = table.suffix(at)) {
      contexts[n] = at;
      weights[n++] = weight;
      weight *= table.backoff(at);
    }
    for (int token = 0; token < probabilities.length; token++) {
      probabilities[token] = weight * table.unigram(token);
    }
    while (n-- > 0) {
      int end = table.childrenEnd(contexts[n]);
      for (int child = table.firstChild(contexts[n]); child < end; child++) {
        probabilities[table.token(child)] = weights[n] * table.probability(child);
      }
    }
  }
}
