package org.isotopelm.token;

import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Texts;
import org.isotopelm.token.piece.Unicode;
import org.isotopelm.token.pipeline.Aligned;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.token.training.PieceCounter;

/** How often the pieces of a text occur. */
final class PieceCounts {
  private PieceCounts() {}

  /** How often each piece occurs; counted on all processors. */
  static CountedPieces of(Texts texts, PreTokenizer cut) {
    return PieceCounter.count(
        texts,
        (text, pieces) -> {
          Aligned whole = Aligned.plain(Unicode.wellFormed(text));
          cut.cut(
              whole,
              0,
              whole.text().length(),
              (piece, begin, end) -> pieces.add(piece.text(), begin, end));
        });
  }

  /**
   * Refuses to train on nothing.
   *
   * @throws ProblemException with exit code 4 if there is no text
   */
  static void requireText(boolean some) {
    if (!some) {
      throw ProblemException.data("the training text is empty; a tokenizer needs text to train on");
    }
  }
}
