package org.isotopelm.coding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.data.Passages;
import org.isotopelm.token.Tokenizer;

/**
 * Whether decoded tokens, with what tokens lose, give the texts byte for byte.
 *
 * @param same whether they do
 * @param leftoverBits of what the tokens lose
 */
record TextCheck(boolean same, long leftoverBits) {
  /**
   * Compares all documents of a split.
   *
   * @param decoded by target
   */
  static TextCheck of(Tokenizer tokenizer, TextSource texts, Passages passages, int[] decoded) {
    int[] documents = passages.split().documents();
    Map<Integer, Integer> places = HashMap.newHashMap(documents.length);
    for (int d = 0; d < documents.length; d++) {
      places.put(documents[d], d);
    }
    LeftoverWriter written = new LeftoverWriter();
    TextEncoder encoder = new TextEncoder(tokenizer, written);
    texts.forEach(places::containsKey, (document, text) -> encoder.encode(text));
    byte[] leftovers = written.finish();
    TextDecoder decoder = new TextDecoder(tokenizer, new LeftoverReader(leftovers));
    boolean[] same = {true};
    texts.forEach(
        places::containsKey,
        (document, text) -> {
          int[] ids = tokens(passages, Objects.requireNonNull(places.get(document)), decoded);
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          same[0] = same[0] && Arrays.equals(decoder.decode(ids), bytes);
        });
    return new TextCheck(same[0], (long) leftovers.length * Byte.SIZE);
  }

  /** The tokens of a document, without its end. */
  private static int[] tokens(Passages passages, int d, int[] decoded) {
    int end = passages.documentStart(d + 1) - (passages.split().boundaries() ? 1 : 0);
    return Arrays.copyOfRange(decoded, passages.documentStart(d), end);
  }
}
