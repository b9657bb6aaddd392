package org.isotopelm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The widths of smaller and larger models of one shape. */
class WidenedTest {
  @Test
  void widened_mlp_scalesEmbeddingAndLayers() {
    ModelSpec.Mlp mlp =
        new ModelSpec.Mlp(
            4, 64, List.of(128, 64), ModelSpec.Activation.TANH, true, false, true, true, 0.1);
    ModelSpec.Mlp small = mlp.widened(0.35);
    assertThat(small.embedding()).isEqualTo(22);
    assertThat(small.hidden()).containsExactly(45, 22);
    assertThat(small.context()).isEqualTo(4);
    assertThat(mlp.widened(1)).isEqualTo(mlp);
    assertThat(mlp.widened(1e-9).hidden()).containsExactly(1, 1);
  }

  @Test
  void widened_gpt_keepsHeadsThatDivideTheWidth() {
    ModelSpec.Gpt gpt = ModelSpec.Gpt.gpt2(3, 4, 128, 64, 0.1, true, true, 0.02);
    ModelSpec.Gpt small = gpt.widened(0.35);
    assertThat(small.width()).isEqualTo(44); // 44.8 is nearest to 11 · 4
    assertThat(small.heads()).isEqualTo(4);
    assertThat(small.layers()).isEqualTo(3);
    assertThat(small.context()).isEqualTo(64);
    assertThat(gpt.widened(1)).isEqualTo(gpt);
    assertThat(gpt.widened(0.001).width()).isEqualTo(4);
  }

  @Test
  void widened_rotaryGpt_keepsHeadsOfAnEvenWidth() {
    ModelSpec.Gpt gpt =
        new ModelSpec.Gpt(
            2,
            4,
            128,
            64,
            2,
            ModelSpec.Normalisation.RMS,
            ModelSpec.Positions.ROTARY,
            ModelSpec.FeedForward.SWIGLU,
            0,
            true,
            false,
            0.02,
            344,
            null,
            null,
            null,
            null);
    assertThat(gpt.widened(0.35).width()).isEqualTo(48); // 44.8 is nearest to 6 · 8
    assertThat(gpt.widened(0.35).feedForwardWidth()).isEqualTo(120);
    assertThat(gpt.widened(1)).isEqualTo(gpt);
  }

  @Test
  void widened_lstm_keepsATiedEmbeddingAsWide() {
    ModelSpec.Lstm lstm =
        new ModelSpec.Lstm(
            2, 200, 200, 35, true, true, new ModelSpec.Lstm.Dropouts(0, 0.2, 0, 0.2, 0));
    ModelSpec.Lstm small = lstm.widened(0.35);
    assertThat(small.width()).isEqualTo(70);
    assertThat(small.embedding()).isEqualTo(70);
    assertThat(small.dropout()).isEqualTo(lstm.dropout());
    assertThat(lstm.widened(1)).isEqualTo(lstm);
  }

  @Test
  void widened_hashed_scalesItsWeights() {
    HashedSpec hashed = new HashedSpec(5, new HashedSpec.Buckets(1000));
    assertThat(hashed.widened(0.35)).isEqualTo(new HashedSpec(5, new HashedSpec.Buckets(350)));
  }
}
