package org.isotopelm.export;

import java.io.IOException;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.export.onnx.OnnxNetwork;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.token.Tokenizer;

/** A network as one file for ONNX Runtime and other programs that compute ONNX's graphs. */
final class OnnxExport {
  private OnnxExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    if (!(model.spec() instanceof ModelSpec.Neural spec)) {
      throw ProblemException.failure(
          "an ONNX file holds one network, and this model is %s; %s"
              .formatted(
                  model.spec() instanceof ModelSpec.Counted ? "counted" : "a mixture",
                  model.instead()));
    }
    Tokenizer tokenizer = model.tokenizer();
    OnnxNetwork network =
        new OnnxNetwork(
            spec,
            model.parameters(),
            model.values(),
            tokenizer.vocabulary(),
            tokenizer.endOfDocument(),
            export.type());
    OnnxNetwork.File file = network.file(model.metadata());
    Target.file(export, file::writeTo);
    return List.of();
  }
}
