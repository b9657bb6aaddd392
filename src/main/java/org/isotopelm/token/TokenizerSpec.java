package org.isotopelm.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Problem;
import org.jspecify.annotations.Nullable;

/** The config's {@code tokenizer}: the file of a trained one, or what to train. */
public sealed interface TokenizerSpec {

  /**
   * A tokenizer that was trained before.
   *
   * @param file a tokenizer.json, used as it is
   */
  record Saved(String file) implements TokenizerSpec {}

  /** A tokenizer that is trained on the training split. */
  sealed interface Trained extends TokenizerSpec {
    /** Number of ids, special tokens included; null: as many as the text has. */
    @Nullable Integer vocabulary();
  }

  /** Ids 0 to 255 are the bytes. */
  record Bytes() implements Trained {
    @Override
    public Integer vocabulary() {
      return Kind.BYTE.smallest;
    }
  }

  /** One id a character. */
  record Characters(@Nullable Integer vocabulary) implements Trained {
    /**
     * @throws IsotopeException (config) if the vocabulary is too small
     */
    public Characters {
      Kind.CHAR.requireRoom(vocabulary);
    }
  }

  /**
   * One id a word.
   *
   * @param minimumCount how often a word must occur to get an id; null: once
   * @param words how text becomes words
   */
  record WholeWords(@Nullable Integer vocabulary, @Nullable Integer minimumCount, Words words)
      implements Trained {
    /**
     * @throws IsotopeException (config) if the vocabulary or the count is too small
     */
    public WholeWords {
      Kind.WORD.requireRoom(vocabulary);
      if (minimumCount != null && minimumCount < 1) {
        throw IsotopeException.config(
            "tokenizer.minimum_count", minimumCount + " is too small; it must be ≥ 1");
      }
    }
  }

  /**
   * Byte-level byte-pair encoding.
   *
   * @param vocabulary 256 bytes, merges and special tokens
   * @param pattern how text is cut before merges
   */
  record BytePairs(Integer vocabulary, Pattern pattern) implements Trained {
    /**
     * @throws IsotopeException (config) if the vocabulary is too small
     */
    public BytePairs {
      Kind.BPE.requireRoom(vocabulary);
    }
  }

  /** Tokenizer kinds. */
  enum Kind {
    BYTE(257, "256 bytes and <|endoftext|>"),
    CHAR(3, "a character, <unk> and <|endoftext|>"),
    WORD(3, "a word, <unk> and <|endoftext|>"),
    BPE(257, "256 bytes and <|endoftext|>");

    private final int smallest;
    private final String content;

    Kind(int smallest, String content) {
      this.smallest = smallest;
      this.content = content;
    }

    private void requireRoom(@Nullable Integer vocabulary) {
      if (vocabulary != null && vocabulary < smallest) {
        throw IsotopeException.config(
            "tokenizer.vocabulary",
            "%s is too small; it must be ≥ %s: %s"
                .formatted(vocabulary, Integer.toString(smallest), content));
      }
    }
  }

  /** Words between white space, or Unicode words and punctuation apart. */
  enum Words {
    WHITESPACE,
    UNICODE
  }

  /** GPT-2's pattern, or runs of non-blanks with the blank before them. */
  enum Pattern {
    GPT2,
    WHITESPACE
  }

  /** As configs write it, key by key; null is a key that is not given. */
  record Written(
      @Nullable Kind kind,
      @Nullable String file,
      @Nullable Integer vocabulary,
      @Nullable Integer minimumCount,
      @Nullable Words words,
      @Nullable Pattern pattern) {
    private TokenizerSpec spec() {
      if (kind == null) {
        if (file == null) {
          throw IsotopeException.config(
              List.of(
                  Problem.atKey(
                      "tokenizer",
                      "neither kind nor file is given; set kind (byte, char, word or bpe), or the"
                          + " file of a trained tokenizer")));
        }
        return new Saved(file);
      }
      return switch (kind) {
        case BYTE -> {
          if (vocabulary != null && vocabulary != Kind.BYTE.smallest) {
            throw IsotopeException.config(
                "tokenizer.vocabulary",
                vocabulary + " is not possible; a byte tokenizer always has 257: remove the key");
          }
          yield new Bytes();
        }
        case CHAR -> new Characters(vocabulary);
        case WORD ->
            new WholeWords(vocabulary, minimumCount, words == null ? Words.WHITESPACE : words);
        case BPE -> {
          if (vocabulary == null) {
            throw IsotopeException.config(
                "tokenizer.vocabulary", "is missing; bpe needs a size to grow to, such as 1024");
          }
          yield new BytePairs(vocabulary, pattern == null ? Pattern.GPT2 : pattern);
        }
      };
    }
  }

  /**
   * The spec that is written so.
   *
   * @throws IsotopeException (config) if it is not sound
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TokenizerSpec of(Written written) {
    return written.spec();
  }

  /** As configs write it. */
  @JsonValue
  default Written written() {
    return switch (this) {
      case Saved(String file) -> new Written(null, file, null, null, null, null);
      case Bytes() -> new Written(Kind.BYTE, null, null, null, null, null);
      case Characters(Integer vocabulary) ->
          new Written(Kind.CHAR, null, vocabulary, null, null, null);
      case WholeWords(Integer vocabulary, Integer minimumCount, Words words) ->
          new Written(Kind.WORD, null, vocabulary, minimumCount, words, null);
      case BytePairs(Integer vocabulary, Pattern pattern) ->
          new Written(Kind.BPE, null, vocabulary, null, null, pattern);
    };
  }
}
