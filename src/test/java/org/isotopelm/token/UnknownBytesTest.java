package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that stand behind unknown tokens. */
class UnknownBytesTest {
  @Test
  void words_countTheUtf8OfThoseOutsideTheVocabulary() {
    Tokenizer words = WordKind.of(List.of("a"), WordKind.Words.WHITESPACE);
    // été is five bytes and ü two; blanks are no words.
    assertThat(words.unknownBytes("a été a  ü")).isEqualTo(7);
    assertThat(words.unknownBytes("a a")).isZero();
  }

  @Test
  void characters_countTheirUtf8_ofALoneSurrogateThatOfItsReplacement() {
    Tokenizer characters = CharKind.of(List.of("a"));
    assertThat(characters.unknownBytes("aé漢\uD83D\uDE00")).isEqualTo(2 + 3 + 4);
    assertThat(characters.unknownBytes("a\uD800")).isEqualTo(3);
  }

  @Test
  void bytes_knowEverything() {
    assertThat(new ByteKind().make(texts -> {}).unknownBytes("é")).isZero();
  }
}
