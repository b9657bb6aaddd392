package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.model.ModelSpec;

/**
 * A network in the zip of Deeplearning4j's ModelSerializer 1.0.0-M2.1: a neural n-gram for {@code
 * ComputationGraph.load}, layers of long short-term memory for {@code MultiLayerNetwork.load}.
 *
 * <p>This class uses ND4J, which takes seconds to load. So only the code that runs this export may
 * use this class.
 */
final class Deeplearning4jExport {
  private Deeplearning4jExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    requireExpressible(model.spec());
    Target.file(export, out -> write(model, out));
    return notes(model.spec());
  }

  private static void requireExpressible(ModelSpec spec) {
    if (!(spec instanceof ModelSpec.Mlp || spec instanceof ModelSpec.Lstm)) {
      throw IsotopeException.failure(
          "only an mlp or an lstm can be exported to Deeplearning4j, "
              + "which has neither causal attention nor counted n-grams; export a gpt "
              + "as huggingface, counted n-grams as arpa, or weights as safetensors");
    }
  }

  static void write(TrainedModel model, OutputStream out) throws IOException {
    Model network =
        switch (model.spec()) {
          case ModelSpec.Mlp mlp -> new Deeplearning4jMlp(model, mlp).network();
          case ModelSpec.Lstm lstm -> new Deeplearning4jLstm(model, lstm).network();
          default -> throw new IllegalArgumentException(model.spec().toString());
        };
    ModelSerializer.writeModel(network, out, false);
  }

  private static List<String> notes(ModelSpec spec) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "the zip holds no tokenizer: the model's input is token ids, as tokenizer.json "
            + "gives them");
    boolean tied =
        switch (spec) {
          case ModelSpec.Mlp mlp -> mlp.tied();
          case ModelSpec.Lstm lstm -> lstm.tied();
          default -> false;
        };
    if (tied) {
      notes.add(
          "Deeplearning4j cannot tie matrices: the output has a copy of the "
              + "embedding, and training there would make the two differ");
    }
    return notes;
  }
}
