package org.isotopelm.token;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.token.piece.Unicode;

/**
 * A token and the part of a text that it stands for. Tokens of parts of a character have the whole
 * character's place; what a normalizer puts into a text has that of its neighbour.
 *
 * @param begin its first char in the text, in UTF-16
 * @param end one past its last char
 * @param beginByte its first byte in the text's UTF-8
 * @param endByte one past its last byte
 */
public record TokenPlace(int id, int begin, int end, long beginByte, long endByte) {
  /** The tokens of a text in their order. */
  static List<TokenPlace> all(Tokenizer tokenizer, String text) {
    String wellFormed = Unicode.wellFormed(text);
    long[] byteAt = new long[wellFormed.length() + 1];
    for (int at = 0; at < wellFormed.length(); ) {
      int codePoint = wellFormed.codePointAt(at);
      int chars = Character.charCount(codePoint);
      byteAt[at + 1] = byteAt[at]; // within a pair of surrogates
      byteAt[at + chars] = byteAt[at] + Unicode.utf8Length(codePoint);
      at += chars;
    }
    List<TokenPlace> places = new ArrayList<>();
    tokenizer.locate(
        wellFormed,
        (id, begin, end) -> places.add(new TokenPlace(id, begin, end, byteAt[begin], byteAt[end])));
    return places;
  }
}
