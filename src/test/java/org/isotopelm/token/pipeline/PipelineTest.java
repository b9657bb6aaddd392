package org.isotopelm.token.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
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
}
