package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.ModelSpec.Activation;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;

class MlpTest {
  @Test
  void parameters_namesShapesRoles() {
    NeuralModel model =
        Samples.create(Samples.mlp(List.of(15, 5), Activation.TANH, false, true, false, true));
    assertThat(model.parameters().parameters())
        .extracting(Parameter::name, Parameter::shape, Parameter::role, Parameter::layer)
        .containsExactly(
            tuple("embedding.weight", List.of(13, 5), Role.TOKEN_EMBEDDING, -1),
            tuple("hidden.0.weight", List.of(15, 15), Role.FEED_FORWARD, 0),
            tuple("hidden.0.bias", List.of(15), Role.BIAS, 0),
            tuple("hidden.1.weight", List.of(5, 15), Role.FEED_FORWARD, 1),
            tuple("hidden.1.bias", List.of(5), Role.BIAS, 1),
            tuple("head.weight", List.of(13, 5), Role.HEAD, -1),
            tuple("head.bias", List.of(13), Role.BIAS, -1),
            tuple("direct.weight", List.of(13, 15), Role.HEAD, -1));
  }

  @Test
  void parameters_tied_theHeadIsTheEmbedding() {
    NeuralModel model =
        Samples.create(Samples.mlp(List.of(5), Activation.TANH, false, false, true, false));
    assertThat(model.parameters().parameters())
        .extracting(Parameter::name)
        .containsExactly("embedding.weight", "hidden.0.weight");
  }

  @Test
  void spec_tiedWithAnotherWidth_refused() {
    assertThatThrownBy(() -> Samples.mlp(List.of(6), Activation.TANH, false, false, true, false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the last hidden layer is 6 wide and the embedding 5");
  }

  @Test
  void gradients_zeroWeights_lossIsUniform() {
    NeuralModel model =
        Samples.create(Samples.mlp(List.of(7), Activation.RELU, false, false, false, true));
    Batch batch = Samples.batch(model, 4);
    float[] zeros = new float[model.parameters().length()];
    double nll = model.worker().gradients(new Weights(zeros), batch, 0, 4, 1, 0, zeros.clone());
    assertThat(nll).isCloseTo(4 * Math.log(13), within(1e-5));
  }
}
