package org.isotopelm.data;

import java.util.Arrays;

/**
 * The tokens of a split.
 *
 * @param documents document numbers of the store, in the order of the split
 * @param endOfDocument the token that ends documents
 * @param boundaries whether documents end with a predicted token; if not, the split is one stream
 * @param beginOfDocument the token that a model sees before the first one of a document
 */
public record TokenizedSplit(
    TokenStore store, int[] documents, int endOfDocument, boolean boundaries, int beginOfDocument) {

  /** Documents that begin behind the token which ends them. */
  public TokenizedSplit(TokenStore store, int[] documents, int endOfDocument, boolean boundaries) {
    this(store, documents, endOfDocument, boundaries, endOfDocument);
  }

  /** The same documents behind another token. */
  public TokenizedSplit beginningWith(int token) {
    return token == beginOfDocument
        ? this
        : new TokenizedSplit(store, documents, endOfDocument, boundaries, token);
  }

  /** The number of tokens that replace text unknown to the tokenizer. */
  public long unknown() {
    return Arrays.stream(documents).mapToLong(store::unknown).sum();
  }

  /**
   * The number of predicted tokens: those of the documents, and their ends if documents have
   * boundaries.
   */
  public long targets() {
    long targets = boundaries ? documents.length : 0;
    for (int d : documents) {
      targets += store.end(d) - store.start(d);
    }
    return targets;
  }
}
