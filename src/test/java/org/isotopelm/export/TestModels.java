package org.isotopelm.export;

import java.util.List;
import org.isotopelm.math.Engine;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.param.Parameter;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.Tokenizer;

/** Models with random weights, biases and gains included, over bytes. */
final class TestModels {
  static final Tokenizer BYTES = new ByteKind().make(consumer -> {});

  private TestModels() {}

  static ModelSpec.Mlp mlp(
      List<Integer> hidden,
      ModelSpec.Activation activation,
      boolean residual,
      boolean direct,
      boolean tied,
      boolean biases) {
    return new ModelSpec.Mlp(3, 8, hidden, activation, residual, direct, tied, biases, 0.5);
  }

  static ModelSpec.Gpt gpt(boolean tied, boolean biases) {
    return ModelSpec.Gpt.gpt2(2, 2, 8, 16, 0.1, tied, biases, 0.2);
  }

  /** Llama's shape by default. */
  static ModelSpec.Gpt rotary(
      ModelSpec.Normalisation norm,
      ModelSpec.FeedForward feedForward,
      boolean biases,
      boolean tied) {
    return new ModelSpec.Gpt(
        2, 4, 16, 16, 2, norm, ModelSpec.Positions.ROTARY, feedForward, 0, tied, biases, 0.2);
  }

  static NeuralModel create(ModelSpec.Neural spec) {
    return Models.create(spec, BYTES.vocabulary(), Engine.reference());
  }

  static TrainedModel trained(ModelSpec.Neural spec) {
    NeuralModel model = create(spec);
    float[] values = model.parameters().initialValues(5);
    RandomStream random = RandomStream.of(6, "test");
    for (Parameter parameter : model.parameters().parameters()) {
      for (int i = parameter.offset(); i < parameter.end(); i++) {
        values[i] += (float) (0.1 * random.nextGaussian());
      }
    }
    Network network = new Network(model, values, Window.of(model), BYTES.endOfDocument());
    return new TrainedModel(spec, network, BYTES);
  }
}
