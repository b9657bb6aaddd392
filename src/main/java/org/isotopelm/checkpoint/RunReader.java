package org.isotopelm.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.isotopelm.param.ParameterSet;

/** Reads what a run's checkpoints hold; a checkpoint of another run is refused. */
public final class RunReader {
  /** Where a run has its checkpoints. */
  public static final String FOLDER = "checkpoints";

  public static final String MODEL = "model.safetensors";
  public static final String OPTIMIZER = "optimizer.safetensors";

  /** What a checkpoint holds beside its model. */
  private static final Set<String> OTHERS = Set.of(OPTIMIZER, CheckpointOwner.STATE);

  private RunReader() {}

  /**
   * The weights of a checkpoint, each file checked before it is read.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   */
  public static float[] weights(Path run, String which, ParameterSet parameters) {
    return read(
        run,
        which,
        checkpoint -> {
          float[] values = new float[parameters.length()];
          checkpoint.read(MODEL, Tensor.all(parameters, "", values));
          return values;
        });
  }

  /**
   * Refuses a checkpoint whose model has other tensors than these. Reads the header of its file
   * only, and no weights.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   */
  public static void requireShapes(Path run, String which, ParameterSet parameters) {
    read(
        run,
        which,
        checkpoint -> {
          checkpoint.requireShapes(MODEL, parameters.shapes());
          return checkpoint;
        });
  }

  /**
   * What tells the model of a checkpoint from others: SHA-256 of its files, as its manifest has
   * them.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   */
  public static String sha256(Path run, String which) {
    return read(run, which, checkpoint -> checkpoint.sha256(name -> !OTHERS.contains(name)));
  }

  /** How many bytes the files of a checkpoint's model have. */
  public static long modelBytes(Path run, String which) {
    return read(run, which, checkpoint -> checkpoint.bytes(name -> !OTHERS.contains(name)));
  }

  /** Reads from a checkpoint that is this run's own. */
  public static <T> T read(Path run, String which, Function<Checkpoint, T> reader) {
    Optional<RunSeal> seal = RunSeal.read(run);
    return new Checkpoints(run.resolve(FOLDER))
        .read(
            which,
            checkpoint -> {
              seal.map(RunSeal::run)
                  .ifPresent(own -> CheckpointOwner.of(checkpoint).require(own, checkpoint));
              return reader.apply(checkpoint);
            });
  }
}
