package org.isotopelm.coding;

import java.nio.charset.StandardCharsets;
import org.isotopelm.token.BpeTokenizer;
import org.isotopelm.token.ByteTokenizer;
import org.isotopelm.token.CharTokenizer;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordTokenizer;

/**
 * Texts as tokens, and what these lose as leftovers: the white space between words, and whatever
 * stands for the unknown token. Tokens that lose nothing leave nothing over.
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
    switch (tokenizer) {
      case ByteTokenizer bytes -> {}
      case BpeTokenizer pairs -> {}
      case CharTokenizer characters -> writeUnknown(text, ids, characters.unknown().orElseThrow());
      case WordTokenizer words -> writeBetween(text, ids, words);
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

  private void writeBetween(String text, int[] ids, WordTokenizer words) {
    WordGaps gaps = new WordGaps(words);
    int[] position = new int[2]; // the end of the last word, and the number of the next
    words.forEachPlace(
        text,
        (begin, end) -> {
          int id = ids[position[1]];
          leftovers.write(Leftover.GAP, gaps.before(id), utf8(text, position[0], begin));
          byte[] word = utf8(text, begin, end);
          if (gaps.isUnknown(id)) {
            leftovers.write(Leftover.UNKNOWN, 0, word);
          }
          gaps.passed(word);
          position[0] = end;
          position[1]++;
        });
    leftovers.write(Leftover.GAP, gaps.atEnd(), utf8(text, position[0], text.length()));
  }

  private static byte[] utf8(String text, int begin, int end) {
    return text.substring(begin, end).getBytes(StandardCharsets.UTF_8);
  }
}
