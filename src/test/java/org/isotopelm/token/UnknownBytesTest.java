package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.isotopelm.token.TokenizerSpec.Words;
import org.junit.jupiter.api.Test;

/** The bytes that stand behind unknown tokens. */
class UnknownBytesTest {
  private static final List<String> NAMES =
      List.of("a", Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT);
  private static final Set<String> SPECIAL = Set.of(Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT);

  @Test
  void words_countTheUtf8OfThoseOutsideTheVocabulary() {
    Tokenizer words = new WordTokenizer(NAMES, SPECIAL, Words.WHITESPACE);
    // été is five bytes and ü two; blanks are no words.
    assertThat(words.unknownBytes("a été a  ü")).isEqualTo(7);
    assertThat(words.unknownBytes("a a")).isZero();
  }

  @Test
  void characters_countTheirUtf8_ofALoneSurrogateThatOfItsReplacement() {
    Tokenizer characters = new CharTokenizer(NAMES, SPECIAL);
    assertThat(characters.unknownBytes("aé漢\uD83D\uDE00")).isEqualTo(2 + 3 + 4);
    assertThat(characters.unknownBytes("a\uD800")).isEqualTo(3);
  }

  @Test
  void bytes_knowEverything() {
    assertThat(new ByteTokenizer().unknownBytes("é")).isZero();
  }
}
