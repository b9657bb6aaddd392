package org.isotopelm.train.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.math.Team;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.Listener;
import org.isotopelm.train.Snapshot;
import org.isotopelm.train.TrainParts;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.Trainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Trains without a run folder. It keeps only what a training needs to continue, and only if the
 * training is long. A training that was stopped or killed continues from there, to the same bits.
 */
public final class CellTrainer {
  /**
   * Nanoseconds of training between two checkpoints. Writing one takes a fraction of a second, so
   * checkpoints cost about a hundredth of the time. A kill loses at most this much, and a shorter
   * training writes nothing.
   */
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(20);

  private static final Logger LOG = LoggerFactory.getLogger(CellTrainer.class);

  private final GradientPlan plan;
  private final RunCheckpoints checkpoints;
  private final LongSupplier clock;

  /**
   * @param folder made when there is something to keep
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  public CellTrainer(GradientPlan plan, Path folder, LongSupplier clock) {
    this.plan = plan;
    this.checkpoints = new RunCheckpoints(folder, plan, owner(plan));
    this.clock = clock;
  }

  /** A hash of all that decides what the cell gives, its part of the text too. */
  private static String owner(GradientPlan plan) {
    String cell =
        Json.mapper().writeValueAsString(plan.recipe())
            + TokenizerFile.hash(plan.text().tokenizer())
            + Arrays.toString(plan.text().train().documents());
    return Checksum.of(cell.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /**
   * Trains to the end, or until asked to stop, which keeps what was done.
   *
   * @param initial the weights to begin from, asked for where there is no checkpoint
   * @param listener hears of the beginning and of every step
   */
  public TrainResult run(
      Supplier<float[]> initial, Team team, Listener listener, BooleanSupplier stop) {
    Keeper keeper = new Keeper(listener, stop);
    return resumed(team, keeper)
        .orElseGet(() -> Trainer.fresh(plan, initial.get(), team, keeper, keeper))
        .run();
  }

  private Optional<Trainer> resumed(Team team, Keeper keeper) {
    float[] values = new float[plan.model().parameters().length()];
    TrainParts parts = TrainParts.of(plan, values, team.threads());
    try {
      return checkpoints
          .restore(parts)
          .map(RunCheckpoints.Restored::state)
          .map(state -> new Trainer(plan, parts, state, team, keeper, keeper));
    } catch (ProblemException | JacksonException e) {
      LOG.warn(
          "a training starts again, because its checkpoint cannot be used: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps the final weights of a training where another one will begin from them. */
  public static void keepWeights(Path folder, GradientPlan plan, TrainResult result) {
    ParameterSet parameters = plan.model().parameters();
    RunCheckpoints.keepWeights(folder, result.state().step(), parameters, result.values());
  }

  /**
   * Saves when it is time or when the user wants to stop; otherwise the training just continues.
   */
  private final class Keeper implements Listener, BooleanSupplier {
    private final Listener next;
    private final BooleanSupplier stop;
    private boolean stopping;
    private long last = clock.getAsLong();

    Keeper(Listener next, BooleanSupplier stop) {
      this.next = next;
      this.stop = stop;
    }

    @Override
    public boolean getAsBoolean() {
      stopping = stop.getAsBoolean();
      return stopping;
    }

    @Override
    public void begun(TrainState state) {
      next.begun(state);
    }

    @Override
    public void stepped(long step, double nll, int tokens) {
      next.stepped(step, nll, tokens);
    }

    @Override
    public boolean wantsSave() {
      return clock.getAsLong() - last >= INTERVAL;
    }

    @Override
    public void save(Snapshot snapshot) {
      if (stopping || wantsSave()) {
        checkpoints.saveOnly(snapshot);
        last = clock.getAsLong();
      }
    }
  }
}
