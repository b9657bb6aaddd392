package org.isotopelm.data;

import java.util.Arrays;

/**
 * The tokens of a split.
 *
 * @param documents document numbers of the store, in the order of the split
 * @param endOfDocument the token that ends documents, and stands before the first one
 * @param boundaries whether documents end with a predicted token; if not, the split is one stream
 */
public record TokenizedSplit(
    TokenStore store, int[] documents, int endOfDocument, boolean boundaries) {

  /** How many of its tokens stand for text that the tokenizer has none for. */
  public long unknown() {
    return Arrays.stream(documents).mapToLong(store::unknown).sum();
  }

  /** Predicted tokens: those of the documents, and the ends of documents where they have one. */
  public long targets() {
    long targets = boundaries ? documents.length : 0;
    for (int d : documents) {
      targets += store.end(d) - store.start(d);
    }
    return targets;
  }
}
