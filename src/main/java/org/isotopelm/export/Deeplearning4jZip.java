package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.isotopelm.model.ModelSpec;

/**
 * The zip of Deeplearning4j's ModelSerializer 1.0.0-M2.1: a neural n-gram for {@code
 * ComputationGraph.load}, layers of long short-term memory for {@code MultiLayerNetwork.load}.
 */
final class Deeplearning4jZip {
  private Deeplearning4jZip() {}

  static void write(TrainedModel model, OutputStream out) throws IOException {
    Model network =
        switch (model.spec()) {
          case ModelSpec.Mlp mlp -> new Deeplearning4jMlp(model, mlp).network();
          case ModelSpec.Lstm lstm -> new Deeplearning4jLstm(model, lstm).network();
          default -> throw new IllegalArgumentException(model.spec().toString());
        };
    ModelSerializer.writeModel(network, out, false);
  }
}
