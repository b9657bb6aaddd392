package org.isotopelm.export;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.isotopelm.model.ModelSpec;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A neural n-gram as a ComputationGraph. The input {@code tokens} is [rows, context] of token ids,
 * oldest first; the output is [rows, vocabulary] of the next token's probabilities.
 */
final class Deeplearning4jMlp {
  private static final String TOKENS = "tokens";
  private static final String CONTEXT = "context";
  private static final String OUTPUT = "output";

  private final Deeplearning4jWeights weights;
  private final ModelSpec.Mlp spec;
  private final int vocabulary;

  Deeplearning4jMlp(TrainedModel model, ModelSpec.Mlp spec) {
    this.spec = spec;
    weights = new Deeplearning4jWeights(model);
    vocabulary = model.tokenizer().vocabulary();
  }

  ComputationGraph network() {
    ComputationGraph network = new ComputationGraph(graph().build());
    network.init();
    set(network, "embedding", "W", weights.of("embedding.weight"));
    for (int layer = 0; layer < spec.hidden().size(); layer++) {
      set(network, hidden(layer), "W", weights.of(hidden(layer) + ".weight").transpose());
      bias(network, hidden(layer), hidden(layer) + ".bias");
    }
    INDArray head = weights.head(spec.tied());
    set(
        network,
        OUTPUT,
        "W",
        (spec.direct() ? Nd4j.concat(1, head, weights.of("direct.weight")) : head).transpose());
    bias(network, OUTPUT, "head.bias");
    return network;
  }

  /** With direct connections the output sees the last layer and the embeddings. */
  private GraphBuilder graph() {
    int concatenated = spec.context() * spec.embedding();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs(TOKENS)
            .addLayer(
                "embedding",
                new EmbeddingSequenceLayer.Builder()
                    .nIn(vocabulary)
                    .nOut(spec.embedding())
                    .inputLength(spec.context())
                    .outputDataFormat(RNNFormat.NWC)
                    .build(),
                TOKENS)
            .addVertex(CONTEXT, new ReshapeVertex(-1, concatenated), "embedding");
    String below = CONTEXT;
    int width = concatenated;
    for (int layer = 0; layer < spec.hidden().size(); layer++) {
      int size = spec.hidden().get(layer);
      graph.addLayer(hidden(layer), dense(width, size), below);
      String above = hidden(layer);
      if (spec.activation() == ModelSpec.Activation.GELU) {
        above = addGelu(graph, above);
      }
      if (spec.residual() && size == width) {
        graph.addVertex("residual." + layer, combine(Op.Add), above, below);
        above = "residual." + layer;
      }
      below = above;
      width = size;
    }
    if (spec.direct()) {
      graph.addVertex("direct", new MergeVertex(), below, CONTEXT);
      below = "direct";
      width += concatenated;
    }
    return graph.addLayer(OUTPUT, output(width), below).setOutputs(OUTPUT);
  }

  /**
   * GELU's tanh form as x·σ(√(8/π)·(x + 0.044715·x³)). ND4J has two GELUs: one is x·σ(1.702x), and
   * the other cubes 0.044715·x instead of x.
   */
  private static String addGelu(GraphBuilder graph, String x) {
    graph
        .addLayer(x + ".cube", activation(Activation.CUBE), x)
        .addVertex(x + ".scaled_cube", new ScaleVertex(0.044715), x + ".cube")
        .addVertex(x + ".sum", combine(Op.Add), x, x + ".scaled_cube")
        .addVertex(x + ".scaled_sum", new ScaleVertex(Math.sqrt(8 / Math.PI)), x + ".sum")
        .addLayer(x + ".gate", activation(Activation.SIGMOID), x + ".scaled_sum")
        .addVertex(x + ".gelu", combine(Op.Product), x, x + ".gate");
    return x + ".gelu";
  }

  private static ElementWiseVertex combine(Op operation) {
    return new ElementWiseVertex(operation);
  }

  private static ActivationLayer activation(Activation activation) {
    return new ActivationLayer.Builder().activation(activation).build();
  }

  private DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .hasBias(spec.biases())
        .activation(
            switch (spec.activation()) {
              case TANH -> Activation.TANH;
              case RELU -> Activation.RELU;
              case GELU -> Activation.IDENTITY; // addGelu follows
            })
        .build();
  }

  private OutputLayer output(int in) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .nIn(in)
        .nOut(vocabulary)
        .hasBias(spec.biases())
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static String hidden(int layer) {
    return "hidden." + layer;
  }

  private void bias(ComputationGraph network, String layer, String name) {
    if (spec.biases()) {
      set(network, layer, "b", weights.row(name));
    }
  }

  private static void set(ComputationGraph network, String layer, String name, INDArray values) {
    network.getLayer(layer).getParam(name).assign(values);
  }
}
