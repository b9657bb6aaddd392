package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.isotopelm.token.TokenizerSpec.Kind;
import org.isotopelm.token.TokenizerSpec.Words;

/**
 * Every word is a token; those outside the vocabulary are unknown.
 *
 * <p>White space is lost: {@link #decode} joins words by single blanks and so is not the inverse of
 * {@link #encode}. In {@link #bytes} each word has the blank before it.
 */
public final class WordTokenizer implements Tokenizer {
  private final Vocabulary tokens;
  private final Words words;
  private final int unknown;

  /** A tokenizer of these names; those in {@code special} do not stand for text. */
  WordTokenizer(List<String> names, Set<String> special, Words words) {
    this.tokens =
        new Vocabulary(names, special, word -> (" " + word).getBytes(StandardCharsets.UTF_8));
    this.words = words;
    this.unknown = tokens.unknown().orElseThrow();
  }

  /** A tokenizer of these words, all different, and the special tokens. */
  public static WordTokenizer of(List<String> names, Words words) {
    return new WordTokenizer(
        TokenizerTrainer.withSpecial(names), TokenizerTrainer.specialNames(), words);
  }

  @Override
  public Kind kind() {
    return Kind.WORD;
  }

  @Override
  public Vocabulary tokens() {
    return tokens;
  }

  /** How text becomes words. */
  public Words words() {
    return words;
  }

  @Override
  public void encode(String text, IntList ids) {
    forEachWord(text, words, word -> ids.add(tokens.idOf(word, unknown)));
  }

  @Override
  public long unknownBytes(String text) {
    long[] bytes = new long[1];
    forEachWord(
        text,
        words,
        word -> bytes[0] += tokens.idOf(word, unknown) == unknown ? Unicode.utf8Length(word) : 0);
    return bytes[0];
  }

  @Override
  public String decode(int[] ids) {
    String text = Tokenizer.super.decode(ids);
    return text.isEmpty() ? text : text.substring(1);
  }

  /** Takes the place of a word in a text. */
  @FunctionalInterface
  public interface PlaceConsumer {
    void accept(int begin, int end);
  }

  /**
   * Hands the place of each token's word to {@code consumer}, in the order of {@link #encode}.
   *
   * @param text without lone surrogates
   */
  public void forEachPlace(String text, PlaceConsumer consumer) {
    PreTokenizer cut = cut(words);
    for (int begin = 0; begin < text.length(); ) {
      int end = cut.end(text, begin);
      if (!Unicode.isWhiteSpace(text.charAt(begin))) {
        consumer.accept(begin, end);
      }
      begin = end;
    }
  }

  private static PreTokenizer cut(Words words) {
    return switch (words) {
      case WHITESPACE -> PreTokenizer.WORDS;
      case UNICODE -> PreTokenizer.UNICODE_WORDS;
    };
  }

  /** Hands each word of a text to {@code consumer}. */
  static void forEachWord(String text, Words words, Consumer<String> consumer) {
    cut(words)
        .forEachPiece(
            Unicode.wellFormed(text),
            piece -> {
              if (!Unicode.isWhiteSpace(piece.charAt(0))) {
                consumer.accept(piece);
              }
            });
  }
}
