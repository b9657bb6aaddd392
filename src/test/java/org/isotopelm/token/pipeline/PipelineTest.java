package org.isotopelm.token.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.piece.WordLevelModel;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final Vocabulary tokens =
      new Vocabulary(List.of("cat", "<unk>", "<end>"), Set.of("<unk>", "<end>"), "<end>", "<unk>");

  private Pipeline words(Decoder decoder) {
    return Pipeline.of(
        tokens, PreTokenizers.whitespaceSplit(), new WordLevelModel(tokens), decoder);
  }

  @Test
  void loss_wordsJoinedByBlanks_isBlanks() {
    assertThat(words(Decoder.NONE).loss()).isEqualTo(Loss.BLANKS);
  }

  @Test
  void loss_wordsThatAnotherDecoderSpells_isMore() {
    assertThat(words(Decoders.FUSE).loss()).isEqualTo(Loss.MORE);
    assertThat(words(Decoders.wordPiece("##", false)).loss()).isEqualTo(Loss.MORE);
  }

  @Test
  void keepsText_normalizersOfLlama2_do() {
    Normalizer marks =
        Normalizers.sequence(Normalizers.prepend("\u2581"), Normalizers.replace(" ", "\u2581"));

    assertThat(marks.keepsText()).isTrue();
    assertThat(Normalizer.NONE.keepsText()).isTrue();
    assertThat(UnicodeForm.NFC.keepsText()).isTrue();
  }

  @Test
  void keepsText_normalizersThatMakeTextsEqual_doNot() {
    assertThat(new Normalizers.Lowercase().keepsText()).isFalse();
    assertThat(UnicodeForm.NFKC.keepsText()).isFalse();
    assertThat(Normalizers.replaceAll(" {2,}", " ").keepsText()).isFalse();
    assertThat(Normalizers.sequence(UnicodeForm.NFC, Normalizers.replace("a", "b")).keepsText())
        .isFalse();
  }

  @Test
  void cut_byAnExpressionThatLooksBackTooOften_isRefused() {
    PreTokenizer split = PreTokenizers.split("(x+x+)+y");

    assertThatThrownBy(() -> cut(split, "x".repeat(2000)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("(x+x+)+y needs more time than there is")
        .hasMessageContaining("2000 characters");
    assertThat(cut(split, "axxyb")).containsExactly("a", "xxy", "b");
  }

  @Test
  void normalize_byAnExpressionThatNeedsADeepStack_isRefused() {
    Normalizer replace = Normalizers.replaceAll("(?:a|aa)+b", "");

    assertThatThrownBy(() -> replace.normalize(Aligned.plain("a".repeat(1_000_000))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("needs more");
  }

  private static List<String> cut(PreTokenizer split, String text) {
    List<String> pieces = new ArrayList<>();
    split.cut(
        Aligned.plain(text),
        0,
        text.length(),
        (piece, begin, end) -> pieces.add(piece.text().substring(begin, end)));
    return pieces;
  }
}
