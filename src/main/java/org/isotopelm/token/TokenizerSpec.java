package org.isotopelm.token;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.Problem;
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

  /** What is wrong with the numbers, each with its place in the config. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (kind != null) {
      checkVocabulary(kind, problems);
    }
    if (minimumCount != null && minimumCount < 1) {
      problems.add(
          Problem.at("tokenizer.minimum_count", minimumCount + " is too small; it must be ≥ 1"));
    }
    return problems;
  }

  private void checkVocabulary(Kind kind, List<Problem> problems) {
    String path = "tokenizer.vocabulary";
    if (vocabulary == null) {
      if (kind == Kind.BPE) {
        problems.add(Problem.at(path, "missing; bpe needs a size to grow to, such as 1024"));
      }
    } else if (kind == Kind.BYTE && vocabulary != kind.smallest) {
      problems.add(Problem.at(path, vocabulary + ": byte always has 257; leave the key out"));
    } else if (vocabulary < kind.smallest) {
      String rule = " is too small; it must be ≥ " + kind.smallest + ": " + kind.content;
      problems.add(Problem.at(path, vocabulary + rule));
    }
  }
}
