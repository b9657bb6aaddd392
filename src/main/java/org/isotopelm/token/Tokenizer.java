package org.isotopelm.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Text to token ids and back. Immutable; any number of threads may use one.
 *
 * <p>A lone surrogate, which no UTF-8 text holds, is encoded as U+FFFD.
 */
public sealed interface Tokenizer
    permits ByteTokenizer, CharTokenizer, WordTokenizer, BpeTokenizer {
  /** The token that ends every document, in every kind. */
  String END_OF_DOCUMENT = "<|endoftext|>";

  /** The token of text that has none, in the kinds that need one. */
  String UNKNOWN = "<unk>";

  /** The kind it was trained as. */
  TokenizerSpec.Kind kind();

  /** Its tokens by id. */
  Vocabulary tokens();

  /** Number of ids, special tokens included. */
  default int vocabulary() {
    return tokens().size();
  }

  /** The token that ends every document. */
  default int endOfDocument() {
    return tokens().endOfDocument();
  }

  /** The id of text that has none; empty where every text can be encoded. */
  default OptionalInt unknown() {
    return tokens().unknown();
  }

  /** Appends the ids of a text; adds no special tokens and recognises none in the text. */
  void encode(String text, IntList ids);

  /** UTF-8 bytes of the parts of a text that become the unknown token. */
  default long unknownBytes(String text) {
    return 0;
  }

  /** The ids of a text. */
  default int[] encode(String text) {
    IntList ids = new IntList();
    encode(text, ids);
    return ids.toArray();
  }

  /**
   * The text of ids: their bytes, one after another. Special tokens give nothing, unknown ones and
   * malformed UTF-8 give U+FFFD.
   *
   * @throws IndexOutOfBoundsException if an id is not in the vocabulary
   */
  default String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * ids.length);
    for (int id : ids) {
      bytes.writeBytes(tokens().spelling(id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The token as tokenizer.json writes it, such as {@code "Ġthe"}. */
  default String token(int id) {
    return tokens().name(id);
  }

  /**
   * The UTF-8 bytes of one token as it stands in a text; none for special tokens, U+FFFD for the
   * unknown one. Streams of bytes, not of strings, let a character be put together from several
   * tokens.
   */
  default byte[] bytes(int id) {
    return tokens().spelling(id).clone();
  }
}
