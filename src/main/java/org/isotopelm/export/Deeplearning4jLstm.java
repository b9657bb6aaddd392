package org.isotopelm.export;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.isotopelm.model.ModelSpec;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Layers of long short-term memory as a MultiLayerNetwork. The input is [rows, times] of token ids;
 * the output is [rows, vocabulary, times] of each next token's probabilities. State is kept from
 * one {@code rnnTimeStep} to the next until {@code rnnClearPreviousState}, and begins at 0.
 *
 * <p>Deeplearning4j has the gates in the order g f o i (the source of its {@code LSTMHelpers}), one
 * matrix for the input [in, 4H], one for the state [H, 4H], and a bias [1, 4H]. Dropout is of
 * training only, so it is left out. A model without biases gets biases of 0: the LSTM layer there
 * has no switch for them, and its RnnOutputLayer cannot predict without.
 */
final class Deeplearning4jLstm {
  /** Where each gate of Deeplearning4j stands in ours: i f g o. */
  private static final int[] GATES = {2, 1, 3, 0};

  private static final int EMBEDDING = 0;

  private final Deeplearning4jWeights weights;
  private final ModelSpec.Lstm spec;
  private final int vocabulary;

  Deeplearning4jLstm(TrainedModel model, ModelSpec.Lstm spec) {
    this.spec = spec;
    weights = new Deeplearning4jWeights(model);
    vocabulary = model.tokenizer().vocabulary();
  }

  MultiLayerNetwork network() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    set(network, EMBEDDING, "W", weights.of("embedding.weight"));
    for (int layer = 0; layer < spec.layers(); layer++) {
      String name = "lstm." + layer + ".";
      set(network, layer + 1, "W", gates(weights.of(name + "input.weight")).transpose());
      set(network, layer + 1, "RW", gates(weights.of(name + "recurrent.weight")).transpose());
      if (spec.biases()) {
        INDArray bias = weights.of(name + "input.bias").reshape(-1, 1);
        set(network, layer + 1, "b", gates(bias).transpose());
      }
    }
    set(network, spec.layers() + 1, "W", weights.head(spec.tied()).transpose());
    if (spec.biases()) {
      set(network, spec.layers() + 1, "b", weights.row("head.bias"));
    }
    return network;
  }

  /** A parameter [4H, n] with its gates in the order of Deeplearning4j. */
  private INDArray gates(INDArray ours) {
    int H = spec.width();
    return Nd4j.concat(
        0,
        Arrays.stream(GATES)
            .mapToObj(
                gate ->
                    ours.get(
                        NDArrayIndex.interval((long) gate * H, (gate + 1L) * H),
                        NDArrayIndex.all()))
            .toArray(INDArray[]::new));
  }

  private MultiLayerConfiguration configuration() {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(
                new EmbeddingSequenceLayer.Builder()
                    .name("embedding")
                    .nIn(vocabulary)
                    .nOut(spec.embedding())
                    .build());
    for (int layer = 0; layer < spec.layers(); layer++) {
      layers.layer(
          new LSTM.Builder()
              .name("lstm." + layer)
              .nIn(layer == 0 ? spec.embedding() : spec.width())
              .nOut(spec.width())
              .biasInit(0)
              .forgetGateBiasInit(0)
              .activation(Activation.TANH)
              .gateActivationFunction(Activation.SIGMOID)
              .build());
    }
    return layers
        .layer(
            new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .name("output")
                .nIn(spec.width())
                .nOut(vocabulary)
                .biasInit(0)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }

  private static void set(MultiLayerNetwork network, int layer, String name, INDArray values) {
    network.getLayer(layer).getParam(name).assign(values);
  }
}
