package org.isotopelm;

import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.piece.IntList;

/**
 * Where the tokens of a text stand in it, in UTF-16 units. A token that holds a part of a character
 * has that character's place.
 *
 * @param ids by token
 * @param begins by token
 * @param ends by token
 */
record TokenPlaces(int[] ids, int[] begins, int[] ends) {
  /** The places of the tokens that a text is encoded as. */
  static TokenPlaces of(Tokenizer tokenizer, String text) {
    IntList ids = new IntList();
    IntList begins = new IntList();
    IntList ends = new IntList();
    tokenizer.locate(
        text,
        (id, begin, end) -> {
          ids.add(id);
          begins.add(begin);
          ends.add(end);
        });
    return new TokenPlaces(ids.toArray(), begins.toArray(), ends.toArray());
  }

  /** Each token with its part of the text. */
  List<TextToken> tokens(String text) {
    return IntStream.range(0, ids.length)
        .mapToObj(
            i -> new TextToken(ids[i], text.substring(begins[i], ends[i]), begins[i], ends[i]))
        .toList();
  }
}
