package org.isotopelm.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.ModelCopy;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;

/**
 * The weights of runs that trainings begin with. All trainings of a study share them, so they are
 * read once; again only where memory became short in between. Several threads may ask at once.
 *
 * <p>A run keeps a copy of the weights that it began with, as {@value #FILE}: it can continue
 * without the run that they are from. Where both folders are on one disk, the copy is a hard link
 * and takes no room.
 */
public final class StartWeights {
  /** The copy in a run's folder. */
  public static final String FILE = "initial.safetensors";

  private record Key(StartRun run, List<String> names) {}

  private final Optional<ModelCopy> kept;
  private final Map<Key, SoftReference<float[]>> read = new HashMap<>();

  private StartWeights(Optional<ModelCopy> kept) {
    this.kept = kept;
  }

  /** Weights that are read from the runs they belong to. */
  public static StartWeights ofRuns() {
    return new StartWeights(Optional.empty());
  }

  /**
   * Those of a run that continues, which are read from its own copy while that is whole.
   *
   * @param folder of a run that began with the very weights that its config asks for now
   */
  public static StartWeights keptIn(Path folder) {
    Path file = folder.resolve(FILE);
    return new StartWeights(
        Files.isRegularFile(file) ? Optional.of(new ModelCopy(file)) : Optional.empty());
  }

  /** Whether they are in the run's own folder. */
  public boolean isKept() {
    return kept.isPresent();
  }

  /** Refuses what does not fit the run, unless a training has begun with it. */
  void requireFits(StartRun run, ParameterSet parameters, Tokenizer tokenizer) {
    if (!isKept()) {
      run.requireFits(parameters, tokenizer);
    }
  }

  /** The weights, shared: nobody may change them. */
  synchronized float[] of(StartRun run, ParameterSet parameters) {
    Key key = new Key(run, parameters.parameters().stream().map(Parameter::name).toList());
    SoftReference<float[]> known = read.get(key);
    float[] values = known == null ? null : known.get();
    if (values == null) {
      values = kept.isPresent() ? read(kept.get(), run, parameters) : run.weights(parameters);
      read.put(key, new SoftReference<>(values));
    }
    return values;
  }

  private static float[] read(ModelCopy copy, StartRun run, ParameterSet parameters) {
    if (copy.sha256().equals(run.sha256())) {
      return copy.weights(parameters);
    }
    if (run.exists()) {
      return run.weights(parameters);
    }
    throw ProblemException.data(
        "%s: is damaged, and %s, whose weights it held, is gone; restore one of them, or train in another folder"
            .formatted(copy.file(), run.folder()));
  }

  /** Keeps a copy in a run's folder, unless it is there. */
  void keep(StartRun run, Path folder) {
    if (isKept()) {
      return;
    }
    try {
      run.requireSame();
      ModelCopy.of(run.folder(), StartRun.CHECKPOINT, folder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
