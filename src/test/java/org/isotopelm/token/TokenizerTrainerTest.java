package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.TokenizerSpec.Kind;
import org.isotopelm.token.TokenizerSpec.Words;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TokenizerTrainerTest {
  @Test
  void train_bytes_idsAreTheBytes() {
    Tokenizer tokenizer = train(spec(Kind.BYTE, null, null, null));

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
    Tokenizer tokenizer = train(spec(Kind.CHAR, null, null, null), "ba👍", "中a");

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
    Tokenizer tokenizer = train(spec(Kind.CHAR, 4, null, null), "cdcdabca");

    assertThat(tokenizer.tokens().names()).containsExactly("a", "c", "<unk>", "<|endoftext|>");
  }

  @Test
  void train_words_mostFrequentFirst() {
    Tokenizer tokenizer =
        train(spec(Kind.WORD, null, null, null), "the cat\n the\tend.", "the end.");

    assertThat(tokenizer.tokens().names())
        .containsExactly("the", "end.", "cat", "<unk>", "<|endoftext|>");
    assertThat(tokenizer.encode(" the  dog ")).containsExactly(0, 3);
    assertThat(tokenizer.decode(new int[] {0, 2, 3, 4})).isEqualTo("the cat \uFFFD");
    assertThat(tokenizer.bytes(2)).asString().isEqualTo(" cat");
  }

  @Test
  void train_wordsLimited_keepsVocabularyAndMinimumCount() {
    String text = "a a a b b c c d";

    assertThat(train(spec(Kind.WORD, 4, null, null), text).tokens().names())
        .containsExactly("a", "b", "<unk>", "<|endoftext|>");
    assertThat(train(spec(Kind.WORD, null, 2, null), text).tokens().names())
        .containsExactly("a", "b", "c", "<unk>", "<|endoftext|>");
  }

  @Test
  void train_unicodeWords_setPunctuationApart() {
    Tokenizer tokenizer = train(spec(Kind.WORD, null, null, Words.UNICODE), "don't, won't");

    assertThat(tokenizer.tokens().names())
        .containsExactly("'", "t", ",", "don", "won", "<unk>", "<|endoftext|>");
  }

  @Test
  void train_textNamesSpecialTokens_unknownStaysUnknownAndEndIsNoWord() {
    Tokenizer tokenizer = train(spec(Kind.WORD, null, null, null), "a <unk> <|endoftext|>");

    assertThat(tokenizer.tokens().names()).containsExactly("a", "<unk>", "<|endoftext|>");
    assertThat(tokenizer.encode("<unk> <|endoftext|> a")).containsExactly(1, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BYTE")
  void train_noText_isADataError(Kind kind) {
    assertThatThrownBy(() -> train(spec(kind, 300, null, null), "", ""))
        .isInstanceOfSatisfying(
            IsotopeException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource({"BPE,256,257", "BPE,-1,257", "CHAR,2,3", "WORD,0,3", "BYTE,256,257", "BPE,,missing"})
  void train_impossibleVocabulary_isAConfigError(
      Kind kind, @Nullable Integer vocabulary, String hint) {
    assertThatThrownBy(() -> train(spec(kind, vocabulary, null, null), "text"))
        .isInstanceOfSatisfying(
            IsotopeException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG);
              assertThat(e.problems().getFirst().path()).isEqualTo("tokenizer.vocabulary");
            })
        .hasMessageContaining(hint);
  }

  @Test
  void train_minimumCountOfZero_isAConfigError() {
    assertThatThrownBy(() -> train(spec(Kind.WORD, null, 0, null), "text"))
        .hasMessageContaining("tokenizer.minimum_count: 0");
  }

  @Test
  void train_minimumCountThatNoWordReaches_isAConfigError() {
    assertThatThrownBy(() -> train(spec(Kind.WORD, null, 3, null), "a b a"))
        .hasMessageContaining("tokenizer.minimum_count: no word")
        .hasMessageContaining("3 times");
  }

  private static TokenizerSpec spec(
      Kind kind,
      @Nullable Integer vocabulary,
      @Nullable Integer minimumCount,
      @Nullable Words words) {
    return TokenizerSpec.of(
        new TokenizerSpec.Written(kind, null, vocabulary, minimumCount, words, null));
  }

  private static Tokenizer train(TokenizerSpec spec, String... texts) {
    return TokenizerTrainer.make(spec, List.of(texts)::forEach);
  }
}
