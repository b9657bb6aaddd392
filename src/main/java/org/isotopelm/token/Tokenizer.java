package org.isotopelm.token;

import java.util.OptionalInt;

/** Text to token ids and back. Immutable; any number of threads may use one. */
public interface Tokenizer {
  /** The kind it was trained as. */
  TokenizerSpec.Kind kind();

  /** Number of ids, special tokens included. */
  int vocabulary();

  /** The token that ends every document. */
  int endOfDocument();

  /** The id of text that has none; empty where every text can be encoded. */
  OptionalInt unknown();

  /** Appends the ids of a text; adds no special tokens and recognises none in the text. */
  void encode(String text, IntList ids);

  /** The ids of a text. */
  default int[] encode(String text) {
    IntList ids = new IntList();
    encode(text, ids);
    return ids.toArray();
  }

  /** The text of ids; special tokens give nothing, malformed UTF-8 gives U+FFFD. */
  String decode(int[] ids);

  /** The token as tokenizer.json writes it, such as {@code "Ġthe"}. */
  String token(int id);

  /**
   * The UTF-8 bytes of one token as it stands in a text; none for special tokens. Streams of bytes,
   * not of strings, let a character be put together from several tokens.
   */
  byte[] bytes(int id);
}
