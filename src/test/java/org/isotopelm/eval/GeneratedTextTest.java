package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.isotopelm.token.WordPieceKind;
import org.junit.jupiter.api.Test;

class GeneratedTextTest {
  private static final int CAT = 1;
  private static final int PLURAL = 2;
  private static final int END = 4;

  private final Tokenizer pieces =
      new WordPieceKind(5).ofNames(() -> List.of("the", "cat", "##s"), Path.of("names"));

  private static String text(Tokenizer tokenizer, String before, int... ids) {
    StringBuilder all = new StringBuilder();
    GeneratedText text = new GeneratedText(tokenizer, before, false, List.of(), all::append);
    for (int id : ids) {
      text.test(id);
    }
    text.end();
    return all.toString();
  }

  @Test
  void test_wordPieces_noBlankBeginsADocument() {
    assertThat(text(pieces, "", 0, CAT, PLURAL, END, CAT)).isEqualTo("the cats\n\ncat");
  }

  @Test
  void test_wordPiecesAfterAText_keepTheBlankBeforeAWord() {
    assertThat(text(pieces, "the", CAT, PLURAL)).isEqualTo(" cats");
    assertThat(text(pieces, "the", PLURAL, CAT)).isEqualTo("s cat");
  }

  @Test
  void test_words_stayApart() {
    Tokenizer words =
        new WordKind(5, null, WordKind.Words.WHITESPACE)
            .ofNames(() -> List.of("the", "cat", "sat"), Path.of("names"));

    assertThat(text(words, "", 0, CAT)).isEqualTo("the cat");
    assertThat(text(words, "the", 0, CAT)).isEqualTo(" the cat");
    assertThat(text(words, "the ", 0, CAT)).isEqualTo("the cat");
  }

  @Test
  void test_wordPiecesAfterABlankThatTokensLose_beginWithoutABlank() {
    assertThat(text(pieces, "the ", CAT, PLURAL, 0)).isEqualTo("cats the");
    assertThat(text(pieces, " ", CAT)).isEqualTo("cat");
  }

  @Test
  void test_bytesAfterABlank_keepTheirs() {
    assertThat(text(new ByteKind().make(texts -> {}), "a ", ' ', 'b')).isEqualTo(" b");
  }
}
