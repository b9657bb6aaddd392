package org.isotopelm.token.piece;

/** Takes tokens and the parts of a text that they stand for. */
@FunctionalInterface
public interface TokenConsumer {
  /** Takes a token and where its part begins and ends, in chars. */
  void accept(int id, int begin, int end);
}
