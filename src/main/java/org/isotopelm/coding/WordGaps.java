package org.isotopelm.coding;

import java.util.Arrays;
import org.isotopelm.token.Tokenizer;

/** What stands on both sides of the white space between words, as its context. */
final class WordGaps {
  private static final int EDGE = '\n';

  private final Tokenizer words;
  private final int unknown;
  private int last = EDGE; // byte of the word before

  WordGaps(Tokenizer words) {
    this.words = words;
    unknown = words.unknown().orElseThrow();
  }

  boolean isUnknown(int id) {
    return id == unknown;
  }

  /** The context of the white space before a word. */
  int before(int id) {
    byte[] word = isUnknown(id) ? new byte[0] : known(id);
    return around(word.length == 0 ? 0 : word[0] & 0xff);
  }

  /** The context of the white space that ends a text. */
  int atEnd() {
    return around(EDGE);
  }

  private int around(int next) {
    return last << Byte.SIZE | next;
  }

  /** The UTF-8 bytes of a word that the tokenizer knows; the end of a document has none. */
  byte[] known(int id) {
    byte[] blankBefore = words.bytes(id);
    return Arrays.copyOfRange(blankBefore, Math.min(1, blankBefore.length), blankBefore.length);
  }

  /** A word has been coded. */
  void passed(byte[] word) {
    last = word.length == 0 ? EDGE : word[word.length - 1] & 0xff;
  }
}
