package org.isotopelm.token.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PieceEncodersTest {
  private final PieceEncoders encoders =
      new PieceEncoders(
          new WordLevelModel(
              new Vocabulary(List.of("<eos>", "?", "a"), Set.of("<eos>"), "<eos>", "?")));

  @Test
  void take_twiceWithoutGivingBack_givesTwoEncoders() {
    PieceEncoder first = encoders.take();
    assertThat(encoders.take()).isNotSameAs(first);
  }

  @Test
  void take_afterGivingBack_givesTheSameEncoder() {
    PieceEncoder first = encoders.take();
    encoders.giveBack(first);
    assertThat(encoders.take()).isSameAs(first);
  }
}
