package org.isotopelm.eval;

import org.isotopelm.data.TokenStore;

/**
 * What it costs to write out the words that a tokenizer does not know, so that bits per byte of
 * different tokenizers compare: the unknown token alone says that a word stands here and not which,
 * and a vocabulary of five words would predict a text almost for nothing.
 *
 * <p>Each unknown word or character is spelled in UTF-8 by a uniform code of 257 symbols: the bytes
 * and an end. That is log₂ 257 = 8.006 bits a symbol, more than any trained model of letters needs;
 * so it is an upper bound of what a model with a spelling part would reach (the open vocabulary of
 * Mielke and Eisner 2019, "Spell once, summon anywhere", with the plainest speller).
 */
public final class Spelling {
  private static final double NATS_A_SYMBOL = StrictMath.log(257);

  private Spelling() {}

  /**
   * Nats of these unknown tokens.
   *
   * @param tokens how many
   * @param bytes UTF-8 bytes of the text that they stand for
   */
  public static double nats(long tokens, long bytes) {
    return NATS_A_SYMBOL * (tokens + bytes);
  }

  /** Nats of a document's. */
  static double nats(TokenStore store, int document) {
    return nats(store.unknown(document), store.unknownBytes(document));
  }
}
