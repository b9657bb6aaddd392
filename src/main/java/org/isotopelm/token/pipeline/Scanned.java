package org.isotopelm.token.pipeline;

import java.util.Map;
import org.isotopelm.token.piece.Unicode;

/**
 * Pieces as a {@link PieceScanner} finds them, with or without those that are white space.
 *
 * @param keepBlanks whether pieces of white space are pieces as well
 * @param json what it is in tokenizer.json
 */
record Scanned(PieceScanner scanner, boolean keepBlanks, Map<String, Object> json)
    implements PreTokenizer {
  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    String chars = text.text();
    for (int at = begin; at < end; ) {
      int next = scanner.end(chars, at, end);
      if (keepBlanks || !Unicode.isWhiteSpace(chars.charAt(at))) {
        pieces.accept(text, at, next);
      }
      at = next;
    }
  }

  @Override
  public boolean keepsText() {
    return keepBlanks;
  }

  @Override
  public boolean cutsAtLines() {
    return true;
  }
}
