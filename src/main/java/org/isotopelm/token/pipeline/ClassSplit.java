package org.isotopelm.token.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Cuts at characters of a class, each of which is a match. */
record ClassSplit(IntPredicate matches, Behavior behavior, Map<String, Object> json)
    implements PreTokenizer {
  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    String chars = text.text();
    List<Behavior.Part> parts = new ArrayList<>();
    int from = begin;
    for (int at = begin; at < end; ) {
      int codePoint = chars.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (matches.test(codePoint)) {
        if (from < at) {
          parts.add(new Behavior.Part(from, at, false));
        }
        parts.add(new Behavior.Part(at, next, true));
        from = next;
      }
      at = next;
    }
    if (from < end) {
      parts.add(new Behavior.Part(from, end, false));
    }
    behavior.apply(text, parts, pieces);
  }

  @Override
  public boolean keepsText() {
    return behavior != Behavior.REMOVED;
  }
}
