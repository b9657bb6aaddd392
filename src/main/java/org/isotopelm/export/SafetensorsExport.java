package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;

/** The weights of any model that has some, in one file, with its config and tokenizer. */
final class SafetensorsExport {
  private SafetensorsExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    model.parameters(); // refused before the place is looked at
    Target.file(export, out -> write(model, export.type(), out));
    return List.of();
  }

  private static void write(TrainedModel model, NumberType type, OutputStream out)
      throws IOException {
    Safetensors.write(
        out, Tensor.all(model.parameters(), "", model.values()), model.metadata(), type);
  }
}
