package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;

class GptTest {
  private static final int CONTEXT = 80; // more than two tiles of attention

  private static NeuralModel model(double dropout) {
    return Samples.create(ModelSpec.Gpt.gpt2(2, 2, 8, CONTEXT, dropout, true, true, 0.5));
  }

  @Test
  void score_documentsInOneRow_asInRowsOfTheirOwn() {
    NeuralModel model = model(0);
    float[] values = Samples.values(model);
    Batch together = Samples.batch(model, 1);
    Samples.startDocument(together, 0, 5);
    Samples.startDocument(together, 0, 33);
    Samples.startDocument(together, 0, 70);
    float[] nll = new float[CONTEXT];
    model.worker().score(new Weights(values), together, 0, 1, nll);
    for (int[] document : new int[][] {{0, 5}, {5, 33}, {33, 70}, {70, CONTEXT}}) {
      int n = document[1] - document[0];
      Batch alone = new Batch(1, CONTEXT, CONTEXT);
      Arrays.fill(alone.targets(), Batch.IGNORED);
      System.arraycopy(together.inputs(), document[0], alone.inputs(), 0, n);
      System.arraycopy(together.targets(), document[0], alone.targets(), 0, n);
      float[] expected = new float[CONTEXT];
      model.worker().score(new Weights(values), alone, 0, 1, expected);
      assertThat(Arrays.copyOfRange(nll, document[0], document[1]))
          .containsExactly(Arrays.copyOf(expected, n), within(1e-5f));
    }
  }

  @Test
  void score_laterInputsChanged_earlierScoresStay() {
    NeuralModel model = model(0);
    float[] values = Samples.values(model);
    Batch batch = Samples.batch(model, 1);
    float[] before = new float[CONTEXT];
    float[] after = new float[CONTEXT];
    model.worker().score(new Weights(values), batch, 0, 1, before);
    batch.inputs()[20] = (batch.inputs()[20] + 1) % model.vocabulary();
    model.worker().score(new Weights(values), batch, 0, 1, after);
    assertThat(Arrays.copyOf(after, 20)).containsExactly(Arrays.copyOf(before, 20));
    assertThat(after[20]).isNotEqualTo(before[20]);
  }

  @Test
  void score_rowsShorterThanTheContext_asTheBeginningOfLongOnes() {
    NeuralModel model = model(0);
    float[] values = Samples.values(model);
    Batch longer = Samples.batch(model, 3);
    Batch shorter = new Batch(3, 10, 10);
    for (int row = 0; row < 3; row++) {
      System.arraycopy(longer.inputs(), row * CONTEXT, shorter.inputs(), row * 10, 10);
      System.arraycopy(longer.targets(), row * CONTEXT, shorter.targets(), row * 10, 10);
    }
    float[] expected = new float[3 * CONTEXT];
    float[] found = new float[30];
    model.worker().score(new Weights(values), longer, 0, 3, expected);
    model.worker().score(new Weights(values), shorter, 0, 3, found);
    for (int row = 0; row < 3; row++) {
      assertThat(Arrays.copyOfRange(found, row * 10, row * 10 + 10))
          .containsExactly(
              Arrays.copyOfRange(expected, row * CONTEXT, row * CONTEXT + 10), within(1e-5f));
    }
  }

  @Test
  void gradients_dropout_onlyTheKeyDecides() {
    NeuralModel model = model(0.2);
    float[] values = Samples.values(model);
    Batch batch = Samples.batch(model, 2);
    double first = loss(model, values, batch, 1);
    assertThat(loss(model, values, batch, 1)).isEqualTo(first);
    assertThat(loss(model, values, batch, 2)).isNotEqualTo(first);
  }

  private static double loss(NeuralModel model, float[] values, Batch batch, long key) {
    return model
        .worker()
        .gradients(new Weights(values), batch, 0, 2, 1, key, new float[values.length]);
  }

  @Test
  void parameters_namesShapesRolesLayers() {
    ModelSpec.Neural spec = ModelSpec.Gpt.gpt2(2, 2, 8, 6, 0, false, true, 0.02);
    List<Parameter> parameters = Samples.create(spec).parameters().parameters();
    assertThat(parameters)
        .extracting(Parameter::name)
        .startsWith("token_embedding.weight", "position_embedding.weight", "block.0.norm_1.gain")
        .contains(
            "block.1.attention.query_key_value.weight",
            "block.1.attention.query_key_value.bias",
            "block.1.attention.output.weight",
            "block.1.norm_2.bias",
            "block.1.mlp.up.weight",
            "block.1.mlp.down.bias")
        .endsWith("norm.gain", "norm.bias", "head.weight");
    Parameter down =
        parameters.stream().filter(p -> p.name().equals("block.1.mlp.down.weight")).findAny().get();
    assertThat(down.shape()).containsExactly(8, 32);
    assertThat(down.role()).isEqualTo(Role.FEED_FORWARD);
    assertThat(down.layer()).isEqualTo(1);
    assertThat(down.initial()).isEqualTo(new Initial.Normal(0.01));
  }

  @Test
  void parameters_withoutBiases_noneIsThere() {
    ModelSpec.Neural spec = ModelSpec.Gpt.gpt2(2, 2, 8, 6, 0, true, false, 0.02);
    assertThat(Samples.create(spec).parameters().parameters())
        .noneMatch(p -> p.role() == Role.BIAS || p.role() == Role.HEAD);
  }

  @Test
  void spec_widthNoMultipleOfHeads_refused() {
    assertThatThrownBy(() -> ModelSpec.Gpt.gpt2(1, 3, 8, 6, 0, true, true, 0.02))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("width 8 is not a multiple of 3 heads");
  }
}
