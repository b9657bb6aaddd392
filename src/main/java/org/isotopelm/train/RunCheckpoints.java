package org.isotopelm.train;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isotopelm.AtomicFile;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.CheckpointWriter;
import org.isotopelm.checkpoint.Checkpoints;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.optim.LazyRows;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The checkpoints of a run: weights, what the optimizer keeps, and where the run stands. The state
 * of a model that carries one is kept beside the optimizer's, as {@value #CARRIED} [rows of a
 * batch, S].
 *
 * <p>Rows of an embedding that {@link LazyRows} leaves behind are made up for in the model's file.
 * To go on to the same bits, the optimizer's file has them as they are, as {@code NAME.rows} [V,
 * C], and how many steps each is behind, as {@code NAME.behind} [V].
 */
public final class RunCheckpoints {
  public static final String FOLDER = "checkpoints";
  public static final String MODEL = "model.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "state.json";

  /** What a checkpoint consists of. */
  static final Set<String> FILES = Set.of(MODEL, OPTIMIZER, STATE);

  private static final String CARRIED = "carried_state";
  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  private final TrainingPlan plan;
  private final Path folder;
  private final String owner;
  private @Nullable CheckpointWriter writer;

  /**
   * What a checkpoint's state.json holds beside the {@link TrainState}.
   *
   * @param run whose it is; null where an older program wrote it
   * @param metrics what metrics.jsonl held then; null in cells, and where an older program wrote it
   */
  private record Owner(@Nullable String run, @Nullable Checksum metrics) {
    static Owner of(Checkpoint checkpoint) {
      return Json.mapper().readValue(checkpoint.read(STATE), Owner.class);
    }

    /** Refuses the checkpoint of another run. */
    void require(String expected, Checkpoint checkpoint) {
      if (run != null && !run.equals(expected)) {
        throw IsotopeException.data(
            "%s: is a checkpoint of another run: it names %.12s, and this run is %.12s; remove it, or restore the one that was there"
                .formatted(checkpoint.folder(), run, expected));
      }
    }
  }

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
  RunCheckpoints(Path run, TrainingPlan plan, String owner) {
    this.plan = plan;
    this.owner = owner;
    folder = run.resolve(FOLDER);
  }

  /** The weights of a checkpoint, each file checked before it is read. */
  public static float[] weights(Path run, String which, ParameterSet parameters) {
    Optional<RunSeal> seal = RunSeal.read(run);
    return new Checkpoints(run.resolve(FOLDER))
        .read(
            which,
            checkpoint -> {
              seal.map(RunSeal::run)
                  .ifPresent(own -> Owner.of(checkpoint).require(own, checkpoint));
              float[] values = new float[parameters.length()];
              checkpoint.read(MODEL, Tensor.all(parameters, "", values));
              return values;
            });
  }

  /**
   * Whether metrics.jsonl is another than it was when the newest checkpoint was written, as far as
   * it went then; false if that is unknown.
   */
  public static boolean contradicts(Path run, byte[] metrics) {
    try {
      Checksum then = new Checkpoints(run.resolve(FOLDER)).read("last", Owner::of).metrics();
      return then != null
          && (then.bytes() > metrics.length
              || !Checksum.of(Arrays.copyOf(metrics, (int) then.bytes())).equals(then));
    } catch (IsotopeException none) {
      return false;
    }
  }

  /** The step of the newest checkpoint, from which a run goes on; 0 where there is none. */
  public static long newestStep(Path run) {
    return new Checkpoints(run.resolve(FOLDER))
        .steps().stream().mapToLong(step -> step).max().orElse(0);
  }

  /** Keeps weights alone; {@link #weights} finds them as {@code last}. */
  static void keepWeights(Path run, long step, ParameterSet parameters, float[] values) {
    new CheckpointWriter(run.resolve(FOLDER))
        .save(step, step, Map.of(MODEL, model(parameters, values)));
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
    ParameterSet parameters = plan.model().parameters();
    Optional<LazyRows> rows = snapshot.optimizer().lazyRows();
    List<Tensor> toGoOn = toGoOn(snapshot.optimizer(), snapshot.carried());
    rows.ifPresent(lazy -> addRows(lazy, snapshot.values(), lazy.behind(), toGoOn));
    float[] settled = rows.map(lazy -> lazy.settled(snapshot.values())).orElse(snapshot.values());
    Map<String, AtomicFile.Writer> files = new LinkedHashMap<>();
    files.put(MODEL, model(parameters, settled));
    files.put(OPTIMIZER, out -> Safetensors.write(out, toGoOn, Map.of()));
    files.put(STATE, out -> out.write(Json.mapper().writeValueAsBytes(json(state, metrics))));
    writer().save(state.step(), best, files);
  }

  private JsonNode json(TrainState state, @Nullable Checksum metrics) {
    ObjectNode json = Json.mapper().valueToTree(state);
    return json.put("run", owner).putPOJO("metrics", metrics);
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
   * Fills weights, the optimizer's states and what is carried from the newest checkpoint that is
   * whole, if there is one.
   *
   * @return where the run stands; empty where there is none, and nothing was filled
   */
  Optional<Restored> restore(float[] values, Optimizer optimizer, float[] carried) {
    Optional<Checkpoint> last = new Checkpoints(folder).newestWhole(LOG::warn);
    return last.map(checkpoint -> restore(checkpoint, values, optimizer, carried));
  }

  private Restored restore(
      Checkpoint checkpoint, float[] values, Optimizer optimizer, float[] carried) {
    Owner saved = Owner.of(checkpoint);
    saved.require(owner, checkpoint);
    checkpoint.read(MODEL, Tensor.all(plan.model().parameters(), "", values));
    List<Tensor> toGoOn = toGoOn(optimizer, carried);
    Optional<LazyRows> rows = optimizer.lazyRows();
    float[] behind = rows.map(LazyRows::behind).orElseGet(() -> new float[0]);
    rows.ifPresent(lazy -> addRows(lazy, values, behind, toGoOn));
    checkpoint.read(OPTIMIZER, toGoOn);
    TrainState state = Json.mapper().readValue(checkpoint.read(STATE), TrainState.class);
    optimizer.restore(state.step());
    rows.ifPresent(lazy -> lazy.restore(behind));
    writer().name(checkpoint);
    if (new Checkpoints(folder).steps().contains(checkpoint.best())) {
      return new Restored(state, saved.metrics());
    }
    LOG.warn(
        "the best checkpoint, step-{}, is missing; the next evaluation counts as the best",
        checkpoint.best());
    return new Restored(state.withoutBest(), saved.metrics());
  }

  private List<Tensor> toGoOn(Optimizer optimizer, float[] carried) {
    Algorithm algorithm = plan.recipe().optimizer().algorithm();
    List<Tensor> tensors = new ArrayList<>();
    optimizer
        .states()
        .forEach(
            (name, state) ->
                plan.model().parameters().parameters().stream()
                    .filter(parameter -> algorithm.keeps(name, parameter))
                    .forEach(parameter -> tensors.add(Tensor.of(parameter, "." + name, state))));
    if (carried.length > 0) {
      List<Integer> shape = List.of(plan.recipe().train().batch(), plan.model().stateSize());
      tensors.add(Tensor.of(CARRIED, shape, carried));
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
