package org.isotopelm.token;

import org.jspecify.annotations.Nullable;

/**
 * The config's {@code tokenizer}.
 *
 * @param kind null where {@code file} is given
 * @param file a tokenizer.json to use as it is
 * @param vocabulary number of ids, special tokens included; null: as many as the text has
 * @param minimumCount word: how often a word must occur to get an id
 * @param words word: how text becomes words
 * @param pattern bpe: how text is cut before merges
 */
public record TokenizerSpec(
    @Nullable Kind kind,
    @Nullable String file,
    @Nullable Integer vocabulary,
    @Nullable Integer minimumCount,
    @Nullable Words words,
    @Nullable Pattern pattern) {

  /** Tokenizer kinds. */
  public enum Kind {
    BYTE,
    CHAR,
    WORD,
    BPE
  }

  /** Words between white space, or Unicode words and punctuation apart. */
  public enum Words {
    WHITESPACE,
    UNICODE
  }

  /** GPT-2's pattern, or runs of non-blanks with the blank before them. */
  public enum Pattern {
    GPT2,
    WHITESPACE
  }
}
