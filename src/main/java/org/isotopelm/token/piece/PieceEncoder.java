package org.isotopelm.token.piece;

/**
 * Makes ids of pieces, with arrays that it uses again and again: for one thread at a time. Pieces
 * hold no lone surrogates.
 */
@FunctionalInterface
public interface PieceEncoder {
  /** Appends the ids of the piece that stands at a place of {@code text}. */
  void encode(String text, int begin, int end, IntList ids);
}
