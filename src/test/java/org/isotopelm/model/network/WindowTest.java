package org.isotopelm.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.isotopelm.base.ProblemException;
import org.isotopelm.eval.SeenModel;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final NeuralModel SEQUENCE = new SeenModel(9, 64, false);
  private static final NeuralModel POSITIONAL = new SeenModel(9, 4, true);

  @Test
  void of_nothingAsked_isTheWholeContextAndHalfOfIt() {
    assertThat(Window.of(SEQUENCE)).isEqualTo(new Window(64, 32));
    assertThat(Window.of(SEQUENCE, 11, null)).isEqualTo(new Window(11, 5));
    assertThat(Window.of(SEQUENCE, 1, null)).isEqualTo(new Window(1, 1));
    assertThat(Window.of(SEQUENCE, null, 64)).isEqualTo(new Window(64, 64));
  }

  @Test
  void of_positionalModel_movesOnByOne() {
    assertThat(Window.of(POSITIONAL)).isEqualTo(new Window(4, 1));
    assertRefused(POSITIONAL, 4, 2, "always sees exactly 4 tokens");
    assertRefused(POSITIONAL, 3, 1, "always sees exactly 4 tokens");
  }

  @Test
  void of_whatCannotBe_isRefusedWithTheRule() {
    assertRefused(SEQUENCE, 65, null, "context: 65 is not possible; the model sees 1 to 64 tokens");
    assertRefused(SEQUENCE, 0, null, "context: 0 ");
    assertRefused(
        SEQUENCE, 16, 17, "stride: 17 is not possible; windows of 16 tokens can move by 1 to 16");
    assertRefused(SEQUENCE, null, 0, "stride: 0 ");
  }

  private static void assertRefused(
      NeuralModel model,
      @org.jspecify.annotations.Nullable Integer context,
      @org.jspecify.annotations.Nullable Integer stride,
      String message) {
    assertThatThrownBy(() -> Window.of(model, context, stride))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }
}
