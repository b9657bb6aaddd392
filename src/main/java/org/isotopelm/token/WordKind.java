package org.isotopelm.token;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Texts;
import org.isotopelm.token.pipeline.Decoder;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;
import org.jspecify.annotations.Nullable;

/**
 * Every word is a token; those outside the vocabulary are unknown.
 *
 * <p>White space is lost: decoding joins words by single blanks.
 *
 * @param minimumCount how often a word must occur to get an id; null: once
 * @param words how text becomes words
 */
public record WordKind(@Nullable Integer vocabulary, @Nullable Integer minimumCount, Words words)
    implements TokenizerSpec.Trained {

  /** Words between white space, or Unicode words and punctuation apart. */
  public enum Words {
    WHITESPACE,
    UNICODE;

    private PreTokenizer cut() {
      return this == WHITESPACE ? PreTokenizers.whitespaceSplit() : PreTokenizers.whitespace();
    }
  }

  /**
   * @throws ProblemException (config) if the vocabulary or the count is too small
   */
  public WordKind {
    Room.require(vocabulary, 3, "a word, <unk> and <|endoftext|>");
    if (minimumCount != null && minimumCount < 1) {
      throw ProblemException.config(
          "tokenizer.minimum_count", minimumCount + " is too small; it must be ≥ 1");
    }
  }

  /** The most frequent words first; among equally frequent ones, in the order of their letters. */
  @Override
  public Tokenizer make(Texts texts) {
    int minimum = Objects.requireNonNullElse(minimumCount, 1);
    Map<String, long[]> counts = PieceCounts.of(texts, words.cut());
    if (counts.values().stream().noneMatch(count -> count[0] >= minimum)) {
      throw ProblemException.config(
          "tokenizer.minimum_count", "no word of the training text occurs " + minimum + " times");
    }
    Comparator<Map.Entry<String, long[]>> order = Comparator.comparingLong(e -> -e.getValue()[0]);
    List<String> names =
        counts.entrySet().stream()
            .filter(e -> e.getValue()[0] >= minimum && !WholePieces.SPECIAL.contains(e.getKey()))
            .sorted(order.thenComparing(Map.Entry.comparingByKey()))
            .limit(WholePieces.room(vocabulary))
            .map(Map.Entry::getKey)
            .toList();
    Room.tellSmaller(
        vocabulary,
        names.size() + WholePieces.SPECIAL.size(),
        minimum == 1
            ? "the training text has no more distinct words"
            : "no more words of the training text occur " + minimum + " times");
    return of(names, words);
  }

  /** A tokenizer of these words, all different, and the special tokens. */
  public static Tokenizer of(List<String> names, Words words) {
    return WholePieces.of(names, words.cut(), Decoder.NONE);
  }

  @Override
  public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
    return of(names.get(), words);
  }
}
