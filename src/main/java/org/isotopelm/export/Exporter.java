package org.isotopelm.export;

import java.io.IOException;
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
   * @return notes for the user: where the format has more or less than the model
   */
  public static List<String> write(ExportFormat format, Export export) {
    try {
      return format.write(export);
    } catch (NoClassDefFoundError e) {
      throw new IsotopeException(
          ExitCode.FAILURE,
          List.of(
              Problem.of(
                  "%s needs a library that is not on the class path (%s); add org.deeplearning4j:deeplearning4j-nn and org.nd4j:nd4j-native-platform, 1.0.0-M2.1"
                      .formatted(format.label(), e.getMessage()))),
          e);
    } catch (IOException e) {
      throw new IsotopeException(
          ExitCode.FAILURE,
          List.of(Problem.of(export.target() + ": cannot be written: " + FileReason.of(e))),
          e);
    }
  }
}
