package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.WordKind.Words;
import org.isotopelm.token.pipeline.AwkwardText;
import org.isotopelm.token.pipeline.Loss;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerKindTest {
  @Test
  void train_bytes_idsAreTheBytes() {
    Tokenizer tokenizer = train(new ByteKind());

    assertThat(tokenizer.encode("aé\u0000")).containsExactly(97, 0xC3, 0xA9, 0);
    assertThat(tokenizer.vocabulary()).isEqualTo(257);
    assertThat(tokenizer.endOfDocument()).isEqualTo(256);
    assertThat(tokenizer.unknown()).isEmpty();
    RandomStream stream = RandomStream.of(4, "bytes");
    for (int i = 0; i < 2_000; i++) {
      String text = AwkwardText.random(stream);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void train_characters_numberedByCodePointWithUnknownAndEndLast() {
    Tokenizer tokenizer = train(new CharKind(null), "ba👍", "中a");

    assertThat(tokenizer.tokens().names())
        .containsExactly("a", "b", "中", "👍", "<unk>", "<|endoftext|>");
    assertThat(tokenizer.encode("👍xa")).containsExactly(3, 4, 0);
    assertThat(tokenizer.decode(new int[] {3, 4, 0, 5})).isEqualTo("👍\uFFFDa");
    assertThat(tokenizer.unknown()).hasValue(4);
    assertThat(tokenizer.endOfDocument()).isEqualTo(5);
  }

  @Test
  void train_charactersLimited_keepsTheMostFrequent() {
    // c 3, d 2, a 2, b 1: of a and d the lower code point stays
    Tokenizer tokenizer = train(new CharKind(4), "cdcdabca");

    assertThat(tokenizer.tokens().names()).containsExactly("a", "c", "<unk>", "<|endoftext|>");
  }

  @Test
  void train_words_mostFrequentFirst() {
    Tokenizer tokenizer =
        train(new WordKind(null, null, Words.WHITESPACE), "the cat\n the\tend.", "the end.");

    assertThat(tokenizer.tokens().names())
        .containsExactly("the", "end.", "cat", "<unk>", "<|endoftext|>");
    assertThat(tokenizer.encode(" the  dog ")).containsExactly(0, 3);
    assertThat(tokenizer.decode(new int[] {0, 2, 3, 4})).isEqualTo("the cat \uFFFD");
    assertThat(tokenizer.bytes(2)).asString().isEqualTo(" cat");
  }

  @Test
  void train_wordsLimited_keepsVocabularyAndMinimumCount() {
    String text = "a a a b b c c d";

    assertThat(train(new WordKind(4, null, Words.WHITESPACE), text).tokens().names())
        .containsExactly("a", "b", "<unk>", "<|endoftext|>");
    assertThat(train(new WordKind(null, 2, Words.WHITESPACE), text).tokens().names())
        .containsExactly("a", "b", "c", "<unk>", "<|endoftext|>");
  }

  @Test
  void train_unicodeWords_setPunctuationApart() {
    Tokenizer tokenizer = train(new WordKind(null, null, Words.UNICODE), "don't, won't");

    assertThat(tokenizer.tokens().names())
        .containsExactly("'", "t", ",", "don", "won", "<unk>", "<|endoftext|>");
  }

  @Test
  void train_textNamesSpecialTokens_unknownStaysUnknownAndEndIsNoWord() {
    Tokenizer tokenizer =
        train(new WordKind(null, null, Words.WHITESPACE), "a <unk> <|endoftext|>");

    assertThat(tokenizer.tokens().names()).containsExactly("a", "<unk>", "<|endoftext|>");
    assertThat(tokenizer.encode("<unk> <|endoftext|> a")).containsExactly(1, 1, 0);
  }

  /** The letters of banana and an occur inside them only; the runs of text are tokens as wholes. */
  @Test
  void train_unigram_bytesComeFirstAndEveryTextCanBeEncoded() {
    Tokenizer tokenizer = train(new UnigramKind(260), "banana banana an", "banana an an an");

    assertThat(tokenizer.vocabulary()).isEqualTo(tokenizer.endOfDocument() + 1).isLessThan(261);
    assertThat(tokenizer.kind()).isEqualTo("unigram");
    assertThat(tokenizer.loss()).isEqualTo(Loss.NOTHING);
    assertThat(tokenizer.unknown()).isEmpty();
    assertThat(tokenizer.encode(" an")).hasSize(1);
    assertThat(tokenizer.encode(" an")[0]).isBetween(256, tokenizer.endOfDocument() - 1);
    assertThat(tokenizer.encode("中\u0000")).containsExactly(0xE4, 0xB8, 0xAD, 0);
    RandomStream stream = RandomStream.of(4, "unigram");
    for (int i = 0; i < 500; i++) {
      String text = AwkwardText.random(stream);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  /** By hand: a, b, c and the inner ##a, ##b; a-##b occurs 4 times, ab-##a twice. */
  @Test
  void train_wordPiece_wordsAreLongestTokens() {
    Tokenizer tokenizer = train(new WordPieceKind(40), "ab aba, c", "ab aba");

    assertThat(tokenizer.tokens().names())
        .containsExactly(",", "a", "b", "c", "##a", "##b", "ab", "aba", "<unk>", "<|endoftext|>");
    assertThat(tokenizer.encode("abab cab,x \n c")).containsExactly(7, 5, 3, 4, 5, 0, 8, 3);
    assertThat(tokenizer.decode(new int[] {7, 5, 0, 8, 3, 9})).isEqualTo("abab , \uFFFD c");
    assertThat(tokenizer.kind()).isEqualTo("wordpiece");
  }

  @ParameterizedTest
  @ValueSource(strings = {"char", "word", "bpe", "unigram", "wordpiece"})
  void train_noText_isADataError(String kind) {
    assertThatThrownBy(() -> train(spec(kind, 300), "", ""))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource({
    "bpe,256,257",
    "bpe,-1,257",
    "char,2,3",
    "word,0,3",
    "bpe,,missing",
    "unigram,256,257",
    "unigram,,missing",
    "wordpiece,3,4",
    "wordpiece,,missing"
  })
  void train_impossibleVocabulary_isAConfigError(
      String kind, @Nullable Integer vocabulary, String hint) {
    assertThatThrownBy(() -> spec(kind, vocabulary))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG);
              assertThat(e.problems().getFirst().path()).isEqualTo("tokenizer.vocabulary");
            })
        .hasMessageContaining(hint);
  }

  @Test
  void train_minimumCountOfZero_isAConfigError() {
    assertThatThrownBy(() -> train(new WordKind(null, 0, Words.WHITESPACE), "text"))
        .hasMessageContaining("tokenizer.minimum_count: 0");
  }

  @Test
  void train_minimumCountThatNoWordReaches_isAConfigError() {
    assertThatThrownBy(() -> train(new WordKind(null, 3, Words.WHITESPACE), "a b a"))
        .hasMessageContaining("tokenizer.minimum_count: no word")
        .hasMessageContaining("3 times");
  }

  @SuppressWarnings("NullAway") // a config may leave the vocabulary out
  private static TokenizerSpec spec(String kind, @Nullable Integer vocabulary) {
    return switch (kind) {
      case "char" -> new CharKind(vocabulary);
      case "word" -> new WordKind(vocabulary, null, Words.WHITESPACE);
      case "unigram" -> new UnigramKind(vocabulary);
      case "wordpiece" -> new WordPieceKind(vocabulary);
      default -> new BpeKind(vocabulary, BpeKind.Pattern.GPT2);
    };
  }

  private static Tokenizer train(TokenizerSpec spec, String... texts) {
    return spec.make(List.of(texts)::forEach);
  }
}
