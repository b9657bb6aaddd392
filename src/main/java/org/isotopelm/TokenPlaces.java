package org.isotopelm;

import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.piece.IntList;

/**
 * Where the tokens of a text stand in it, in UTF-16 units. A token that holds a part of a character
 * has that character's place.
 *
 * @param begins by token
 * @param ends by token
 */
record TokenPlaces(int[] begins, int[] ends) {
  /** The places of the tokens that a text is encoded as. */
  static TokenPlaces of(Tokenizer tokenizer, String text) {
    IntList begins = new IntList();
    IntList ends = new IntList();
    tokenizer.locate(
        text,
        (id, begin, end) -> {
          begins.add(begin);
          ends.add(end);
        });
    return new TokenPlaces(begins.toArray(), ends.toArray());
  }
}
