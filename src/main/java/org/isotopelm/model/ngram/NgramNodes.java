package org.isotopelm.model.ngram;

/** The nodes of a table, as they lie in memory; {@link NgramTable} says what they mean. */
sealed interface NgramNodes permits PlainNodes, PackedNodes {
  int token(int node);

  /** The probability of a node of order 2 or more. */
  double probability(int node);

  int suffix(int node);

  /** One past the last node for the number after that of the last context. */
  int firstChild(int context);

  double backoff(int context);
}
