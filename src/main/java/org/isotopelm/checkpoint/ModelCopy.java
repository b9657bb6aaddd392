package org.isotopelm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ProblemException;
import org.isotopelm.param.ParameterSet;

/** A copy of the model of a checkpoint: its {@value RunReader#MODEL} under another name. */
public record ModelCopy(Path file) {

  /**
   * Copies the model of a checkpoint, in the place of what is there. Where both lie on one disk the
   * copy is a hard link, which takes no room: no program changes such a file, it is only replaced.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   */
  public static void of(Path run, String which, Path file) throws IOException {
    Path model = RunReader.read(run, which, c -> c.folder().resolve(RunReader.MODEL));
    Files.deleteIfExists(file);
    try {
      Files.createLink(file, model);
    } catch (UnsupportedOperationException | IOException otherDisk) {
      AtomicFile.write(file, out -> Files.copy(model, out));
    }
  }

  /** What {@link RunReader#sha256} gives for the run that it was copied from. */
  public String sha256() {
    try {
      return Checkpoint.sha256(Map.of(RunReader.MODEL, Checksum.of(file)));
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + Reason.of(e), e);
    }
  }

  /** The weights in it. */
  public float[] weights(ParameterSet parameters) {
    float[] values = new float[parameters.length()];
    try (SafetensorsFile safetensors = SafetensorsFile.open(file)) {
      safetensors.readAll(Tensor.all(parameters, "", values));
    }
    return values;
  }
}
