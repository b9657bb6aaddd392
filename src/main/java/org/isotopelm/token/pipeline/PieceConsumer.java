package org.isotopelm.token.pipeline;

/** Takes the pieces that a text is cut into. */
@FunctionalInterface
public interface PieceConsumer {
  /** Takes the piece that stands at a place of {@code text}; it is not empty. */
  void accept(Aligned text, int begin, int end);
}
