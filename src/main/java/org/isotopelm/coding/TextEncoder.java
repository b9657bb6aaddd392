package org.isotopelm.coding;

import java.nio.charset.StandardCharsets;
import org.isotopelm.token.Tokenizer;

/**
 * Texts as tokens, and what these lose as leftovers: the white space between words, and whatever
 * stands for the unknown token. Tokens that lose nothing leave nothing over. Where tokens stand for
 * a text that was changed, and do not decode to it, the whole text is left over.
 */
final class TextEncoder {
  private final Tokenizer tokenizer;
  private final LeftoverWriter leftovers;

  TextEncoder(Tokenizer tokenizer, LeftoverWriter leftovers) {
    this.tokenizer = tokenizer;
    this.leftovers = leftovers;
  }

  /**
   * The ids of a text.
   *
   * @param text without lone surrogates
   */
  int[] encode(String text) {
    int[] ids = tokenizer.encode(text);
    switch (tokenizer.loss()) {
      case NOTHING -> {}
      case UNKNOWN -> writeUnknown(text, ids, tokenizer.unknown().orElseThrow());
      case BLANKS -> writeBetween(text);
      case MORE ->
          leftovers.write(
              Leftover.UNKNOWN,
              0,
              utf8(text, 0, tokenizer.decode(ids).equals(text) ? 0 : text.length()));
    }
    return ids;
  }

  private void writeUnknown(String text, int[] ids, int unknown) {
    int at = 0;
    for (int id : ids) {
      int end = at + Character.charCount(text.codePointAt(at));
      if (id == unknown) {
        leftovers.write(Leftover.UNKNOWN, 0, utf8(text, at, end));
      }
      at = end;
    }
  }

  private void writeBetween(String text) {
    WordGaps gaps = new WordGaps(tokenizer);
    int[] position = new int[1]; // the end of the last word
    tokenizer.locate(
        text,
        (id, begin, end) -> {
          leftovers.write(Leftover.GAP, gaps.before(id), utf8(text, position[0], begin));
          byte[] word = utf8(text, begin, end);
          if (gaps.isUnknown(id)) {
            leftovers.write(Leftover.UNKNOWN, 0, word);
          }
          gaps.passed(word);
          position[0] = end;
        });
    leftovers.write(Leftover.GAP, gaps.atEnd(), utf8(text, position[0], text.length()));
  }

  private static byte[] utf8(String text, int begin, int end) {
    return text.substring(begin, end).getBytes(StandardCharsets.UTF_8);
  }
}
