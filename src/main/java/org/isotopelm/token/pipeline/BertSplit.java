package org.isotopelm.token.pipeline;

import java.util.Map;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.Unicode;

/** BERT's: words between white space, and every mark of punctuation by itself. */
record BertSplit() implements PreTokenizer {
  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    String chars = text.text();
    int from = begin;
    for (int at = begin; at < end; ) {
      int codePoint = chars.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      boolean blank = Unicode.isWhiteSpace(codePoint);
      if (blank || Unicode.isPunctuation(codePoint)) {
        NONE.cut(text, from, at, pieces);
        NONE.cut(text, blank ? next : at, next, pieces);
        from = next;
      }
      at = next;
    }
    NONE.cut(text, from, end, pieces);
  }

  @Override
  public Map<String, Object> json() {
    return JsonObject.of("type", "BertPreTokenizer");
  }
}
