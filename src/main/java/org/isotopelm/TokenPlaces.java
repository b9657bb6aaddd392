package org.isotopelm;

import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordTokenizer;

/**
 * Where the tokens of a text stand in it, in UTF-16 units. A token that holds a part of a character
 * has that character's place.
 *
 * @param begins by token
 * @param ends by token
 */
record TokenPlaces(int[] begins, int[] ends) {
  /** The places of the ids that a text is encoded as. */
  static TokenPlaces of(Tokenizer tokenizer, String text, int[] ids) {
    TokenPlaces places = new TokenPlaces(new int[ids.length], new int[ids.length]);
    if (tokenizer instanceof WordTokenizer words) {
      places.fill(words, text);
    } else {
      places.fill(tokenizer, text, ids);
    }
    return places;
  }

  private void fill(WordTokenizer words, String text) {
    int[] next = {0};
    words.forEachPlace(
        text,
        (begin, end) -> {
          begins[next[0]] = begin;
          ends[next[0]++] = end;
        });
  }

  private void fill(Tokenizer tokenizer, String text, int[] ids) {
    int unknown = tokenizer.unknown().orElse(-1);
    int at = 0; // the character that the next token begins in
    int used = 0; // bytes of it that earlier tokens hold
    for (int i = 0; i < ids.length; i++) {
      begins[i] = at;
      ends[i] = at;
      int left = ids[i] == unknown ? bytes(text, at) : tokenizer.bytes(ids[i]).length;
      while (left > 0 && at < text.length()) {
        int here = Math.min(left, bytes(text, at) - used);
        left -= here;
        used += here;
        int after = at + Character.charCount(text.codePointAt(at));
        ends[i] = after;
        if (used == bytes(text, at)) {
          at = after;
          used = 0;
        }
      }
    }
  }

  /** UTF-8 bytes of the character at a place; a lone surrogate is encoded as U+FFFD. */
  private static int bytes(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    int character = text.codePointAt(at);
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
