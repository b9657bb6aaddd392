package org.isotopelm.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Problem;

/** Writes a trained model for other tools, and refuses a model that the format cannot express. */
public final class Exporter {
  private Exporter() {}

  /**
   * Writes the whole export or nothing.
   *
   * @param target the file or folder to write
   * @param force replaces an earlier export there
   * @return notes for the user: where the format has more or less than the model
   */
  public static List<String> write(
      ExportFormat format, TrainedModel model, Path target, boolean force) {
    try {
      return switch (format) {
        case SAFETENSORS -> SafetensorsExport.write(model, target, force);
        case HUGGINGFACE -> HuggingFaceExport.write(model, target, force);
        case DEEPLEARNING4J -> Deeplearning4jExport.write(model, target, force);
        case ARPA -> ArpaExport.write(model, target, force);
      };
    } catch (IOException e) {
      throw new IsotopeException(
          ExitCode.FAILURE,
          List.of(Problem.of(target + ": cannot be written: " + FileReason.of(e))),
          e);
    }
  }
}
