package org.isotopelm.coding;

import java.util.Arrays;
import org.isotopelm.token.WordTokenizer;

/** What stands on both sides of the white space between words, as its context. */
final class WordGaps {
  private static final int EDGE = '\n';

  private final WordTokenizer words;
  private final int unknown;
  private int last = EDGE; // byte of the word before

  WordGaps(WordTokenizer words) {
    this.words = words;
    unknown = words.unknown().orElseThrow();
  }

  boolean isUnknown(int id) {
    return id == unknown;
  }

  /** The context of the white space before a word. */
  int before(int id) {
    return around(isUnknown(id) ? 0 : known(id)[0] & 0xff);
  }

  /** The context of the white space that ends a text. */
  int atEnd() {
    return around(EDGE);
  }

  private int around(int next) {
    return last << Byte.SIZE | next;
  }

  /** The UTF-8 bytes of a word that the tokenizer knows. */
  byte[] known(int id) {
    byte[] blankBefore = words.bytes(id);
    return Arrays.copyOfRange(blankBefore, 1, blankBefore.length);
  }

  /** A word has been coded. */
  void passed(byte[] word) {
    last = word.length == 0 ? EDGE : word[word.length - 1] & 0xff;
  }
}
