package org.isotopelm.export;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.network.Network;

/** Writes a trained model for other tools, and refuses a model that the format cannot express. */
public final class Exporter {
  /** The largest finite number of half precision. */
  private static final float LARGEST_HALF = 65_504;

  private Exporter() {}

  /**
   * Writes the whole export or nothing.
   *
   * @return notes for the user: where the format has more or less than the model
   */
  public static List<String> write(ExportFormat format, Export export) {
    refuseOverflow(export);
    try {
      return format.write(export);
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.FAILURE,
          List.of(Problem.of(export.target() + ": cannot be written: " + FileReason.of(e))),
          e);
    }
  }

  /** A weight that became infinite would spoil all that is computed with it. */
  private static void refuseOverflow(Export export) {
    if (export.type() == NumberType.F16 && export.model().model() instanceof Network network) {
      float largest = largest(network.values());
      if (largest > LARGEST_HALF) {
        throw ProblemException.failure(
            String.format(
                Locale.ROOT,
                "the largest weight of the model is %.0f, and f16 holds numbers up to %.0f; export it as bf16 or f32",
                largest,
                LARGEST_HALF));
      }
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
