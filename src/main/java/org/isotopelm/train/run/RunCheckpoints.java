package org.isotopelm.train.run;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.CheckpointOwner;
import org.isotopelm.checkpoint.CheckpointWriter;
import org.isotopelm.checkpoint.Checkpoints;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.optim.LazyRows;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.train.CountingPlan;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.Snapshot;
import org.isotopelm.train.TrainParts;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.TrainState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: weights, what the optimizer keeps, and where the run stands. The state
 * of a model that carries one is kept beside the optimizer's, as {@value #CARRIED} [rows of a
 * batch, S].
 *
 * <p>Where the model is an average of weights, the optimizer's file has those that training goes on
 * with, as {@code NAME.raw}.
 *
 * <p>Rows of an embedding that {@link LazyRows} leaves behind are made up for in the model's file.
 * To go on to the same bits, the optimizer's file has them as they are, as {@code NAME.rows} [V,
 * C], and how many steps each is behind, as {@code NAME.behind} [V].
 */
public final class RunCheckpoints {
  /** What a checkpoint consists of. */
  static final Set<String> FILES =
      Set.of(
          RunReader.MODEL,
          RunReader.OPTIMIZER,
          CheckpointOwner.STATE,
          CountingPlan.FILE,
          MixtureFile.FILE);

  private static final String CARRIED = "carried_state";
  private static final String RAW = ".raw";

  /** Metadata of an optimizer's file: what the model's file has, where that is no last weights. */
  private static final String MODEL_IS = "model";

  private static final String AVERAGE = "average";
  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  private final GradientPlan plan;
  private final Path folder;
  private final String owner;
  private @Nullable CheckpointWriter writer;

  /**
   * Where a run stands.
   *
   * @param metrics what metrics.jsonl held then; null where that is not known
   */
  record Restored(TrainState state, @Nullable Checksum metrics) {}

  /**
   * Those of a run; its folder is made when there is something to save.
   *
   * @param owner what they know their run or cell by: those of another are refused
   */
  RunCheckpoints(Path run, GradientPlan plan, String owner) {
    this.plan = plan;
    this.owner = owner;
    folder = run.resolve(RunReader.FOLDER);
  }

  /**
   * Whether metrics.jsonl is another than it was when the newest checkpoint was written, as far as
   * it went then; false if that is unknown.
   */
  public static boolean contradicts(Path run, byte[] metrics) {
    try {
      Checksum then =
          new Checkpoints(run.resolve(RunReader.FOLDER))
              .read("last", CheckpointOwner::of)
              .metrics();
      return then != null
          && (then.bytes() > metrics.length
              || !Checksum.of(Arrays.copyOf(metrics, (int) then.bytes())).equals(then));
    } catch (ProblemException none) {
      return false;
    }
  }

  /** Where a run stands by its newest checkpoint; nothing where there is none. */
  public static Optional<TrainState> state(Path run) {
    return newestStep(run) == 0
        ? Optional.empty()
        : Optional.of(RunReader.read(run, "last", RunCheckpoints::state));
  }

  /** Where the run stood. */
  static TrainState state(Checkpoint checkpoint) {
    return Json.mapper().readValue(checkpoint.read(CheckpointOwner.STATE), TrainState.class);
  }

  /** The validation nll of a checkpoint; nothing where the split was not scored at its step. */
  public static Optional<Double> validation(Path run, String which) {
    TrainState state = RunReader.read(run, which, RunCheckpoints::state);
    return state.evaluations().stream()
        .filter(evaluated -> evaluated.step() == state.step())
        .map(TrainState.Evaluated::nll)
        .findFirst();
  }

  /** The step of the newest checkpoint, from which a run goes on; 0 where there is none. */
  public static long newestStep(Path run) {
    return new Checkpoints(run.resolve(RunReader.FOLDER))
        .steps().stream().mapToLong(step -> step).max().orElse(0);
  }

  /** Keeps weights alone; {@link RunReader#weights} finds them as {@code last}. */
  static void keepWeights(Path run, long step, ParameterSet parameters, float[] values) {
    new CheckpointWriter(run.resolve(RunReader.FOLDER))
        .save(step, step, Map.of(RunReader.MODEL, model(parameters, values)));
  }

  /** Saves a run, which keeps its best checkpoint as well. */
  void save(Snapshot snapshot, Checksum metrics) {
    TrainState.Evaluated best = snapshot.state().best();
    save(snapshot, best == null ? snapshot.state().step() : best.step(), metrics);
    if (plan.recipe().train().checkpoint().keep() == TrainSpec.Keep.BEST_LAST) {
      writer().prune();
    }
  }

  /** Saves what going on needs, in the place of what was there. */
  void saveOnly(Snapshot snapshot) {
    save(snapshot, snapshot.state().step(), null);
    writer().prune();
  }

  private void save(Snapshot snapshot, long best, @Nullable Checksum metrics) {
    TrainState state = snapshot.state();
    TrainParts parts = snapshot.parts();
    boolean averaged = parts.isAveraged(state.step());
    List<Tensor> toGoOn = toGoOn(parts, averaged);
    Map<String, String> about = averaged ? Map.of(MODEL_IS, AVERAGE) : Map.of();
    for (LazyRows lazy : parts.optimizer().lazyRows()) {
      addRows(lazy, parts.values(), lazy.behind(), toGoOn);
    }
    Map<String, AtomicFile.Writer> files = new LinkedHashMap<>();
    files.put(RunReader.MODEL, model(plan.model().parameters(), model(parts, state.step())));
    files.put(RunReader.OPTIMIZER, out -> Safetensors.write(out, toGoOn, about));
    files.put(CheckpointOwner.STATE, CheckpointOwner.writer(state, owner, metrics));
    writer().save(state.step(), best, files);
  }

  /** The weights of the model, none of which is behind. */
  private static float[] model(TrainParts parts, long step) {
    List<LazyRows> rows = parts.optimizer().lazyRows();
    if (rows.isEmpty() || parts.isAveraged(step)) {
      return parts.model(step);
    }
    float[] settled = parts.values().clone();
    rows.forEach(lazy -> lazy.settleCopy(settled));
    return settled;
  }

  private static AtomicFile.Writer model(ParameterSet parameters, float[] values) {
    return out ->
        Safetensors.write(out, Tensor.all(parameters, "", values), Map.of("format", "pt"));
  }

  private CheckpointWriter writer() {
    if (writer == null) {
      writer = new CheckpointWriter(folder);
    }
    return writer;
  }

  /**
   * Fills what a training changes from the newest checkpoint that is whole, if there is one.
   *
   * @return where the run stands; empty where there is none, and nothing was filled
   */
  Optional<Restored> restore(TrainParts parts) {
    Optional<Checkpoint> last = new Checkpoints(folder).newestWhole(LOG::warn);
    return last.map(checkpoint -> restore(checkpoint, parts));
  }

  private Restored restore(Checkpoint checkpoint, TrainParts parts) {
    CheckpointOwner saved = CheckpointOwner.of(checkpoint);
    saved.require(owner, checkpoint);
    TrainState state = state(checkpoint);
    read(checkpoint, parts, state.step());
    writer().name(checkpoint);
    if (new Checkpoints(folder).steps().contains(checkpoint.best())) {
      return new Restored(state, saved.metrics());
    }
    LOG.warn(
        "the best checkpoint, step-{}, is missing; the next evaluation counts as the best",
        checkpoint.best());
    return new Restored(state.withoutBest(), saved.metrics());
  }

  private void read(Checkpoint checkpoint, TrainParts parts, long step) {
    boolean averaged = checkpoint.metadata(RunReader.OPTIMIZER).containsKey(MODEL_IS);
    float[] model = averaged ? new float[parts.values().length] : parts.values();
    checkpoint.read(RunReader.MODEL, Tensor.all(plan.model().parameters(), "", model));
    if (parts.isAveraged(step)) {
      System.arraycopy(model, 0, parts.model(step), 0, model.length);
    }
    List<Tensor> toGoOn = toGoOn(parts, averaged);
    Map<LazyRows, float[]> behind = new LinkedHashMap<>();
    for (LazyRows lazy : parts.optimizer().lazyRows()) {
      float[] steps = lazy.behind();
      behind.put(lazy, steps);
      addRows(lazy, parts.values(), steps, toGoOn);
    }
    checkpoint.read(RunReader.OPTIMIZER, toGoOn);
    parts.optimizer().restore(step);
    behind.forEach(LazyRows::restore);
  }

  /**
   * What the optimizer's file has.
   *
   * @param raw whether the weights, too; rows that may be behind have a place of their own
   */
  private List<Tensor> toGoOn(TrainParts parts, boolean raw) {
    Algorithm algorithm = plan.recipe().optimizer().algorithm();
    List<Parameter> all = plan.model().parameters().parameters();
    List<Tensor> tensors = new ArrayList<>();
    parts
        .optimizer()
        .states()
        .forEach(
            (name, state) ->
                all.stream()
                    .filter(parameter -> algorithm.keeps(name, parameter))
                    .forEach(parameter -> tensors.add(Tensor.of(parameter, "." + name, state))));
    if (parts.carried().length > 0) {
      List<Integer> shape = List.of(plan.recipe().train().batch(), plan.model().stateSize());
      tensors.add(Tensor.of(CARRIED, shape, parts.carried()));
    }
    if (raw) {
      List<Parameter> rows = plan.touchedParameters();
      all.stream()
          .filter(parameter -> !rows.contains(parameter))
          .forEach(parameter -> tensors.add(Tensor.of(parameter, RAW, parts.values())));
    }
    return tensors;
  }

  private static void addRows(LazyRows rows, float[] values, float[] behind, List<Tensor> tensors) {
    Parameter parameter = rows.parameter();
    FloatBuffer raw = FloatBuffer.wrap(values, parameter.offset(), parameter.size());
    tensors.add(new Tensor(parameter.name() + ".rows", parameter.shape(), raw));
    tensors.add(Tensor.of(parameter.name() + ".behind", List.of(behind.length), behind));
  }
}
