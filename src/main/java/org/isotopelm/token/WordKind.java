package org.isotopelm.token;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.pipeline.Decoder;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;
import org.isotopelm.token.training.CountedPieces;
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
    implements TokenizerSpec.Counted {

  private record Word(String text, long count) {}

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

  @Override
  public PreTokenizer cut() {
    return words.cut();
  }

  /** The most frequent words first; among equally frequent ones, in the order of their letters. */
  @Override
  public Tokenizer learn(CountedPieces pieces) {
    int minimum = Objects.requireNonNullElse(minimumCount, 1);
    if (IntStream.range(0, pieces.size()).noneMatch(piece -> pieces.count(piece) >= minimum)) {
      throw ProblemException.config(
          "tokenizer.minimum_count", "no word of the training text occurs " + minimum + " times");
    }
    Comparator<Word> order = Comparator.comparingLong(word -> -word.count());
    List<String> names =
        IntStream.range(0, pieces.size())
            .filter(piece -> pieces.count(piece) >= minimum)
            .mapToObj(piece -> new Word(pieces.text(piece), pieces.count(piece)))
            .filter(word -> !WholePieces.SPECIAL.contains(word.text()))
            .sorted(order.thenComparing(Word::text))
            .limit(WholePieces.room(vocabulary))
            .map(Word::text)
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
