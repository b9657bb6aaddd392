package org.isotopelm.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.FolderLock;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.math.Team;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.Listener;
import org.isotopelm.train.LogPoint;
import org.isotopelm.train.Snapshot;
import org.isotopelm.train.TrainParts;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.Trainer;
import org.isotopelm.train.run.RunCheckpoints.Restored;

/** Trains a run step by step. */
final class GradientTraining implements RunTraining {
  private final Path folder;
  private final GradientPlan plan;
  private final FolderLock lock;
  private final RunCheckpoints checkpoints;

  GradientTraining(Path folder, GradientPlan plan, RunSeal seal, FolderLock lock) {
    this.folder = folder;
    this.plan = plan;
    this.lock = lock;
    checkpoints = new RunCheckpoints(folder, plan, Objects.requireNonNull(seal.run()));
  }

  @Override
  public TrainResult train(Team team, Listener listener, BooleanSupplier stop) {
    float[] values = new float[plan.model().parameters().length()];
    TrainParts parts = TrainParts.of(plan, values, team.threads());
    Restored restored = checkpoints.restore(parts).orElseGet(() -> begun(values));
    TrainState state = restored.state();
    Path file = folder.resolve(RunFolder.METRICS);
    try (MetricsFile metrics = MetricsFile.open(file, state.step(), restored.metrics())) {
      Recorder recorder = new Recorder(metrics, listener);
      return new Trainer(plan, parts, state, team, recorder, stop).run();
    } catch (CancellationException e) {
      // The teacher did not read the whole text: no step was made.
      return new TrainResult(state, plan.network(parts.values()), Double.NaN, null, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Restored begun(float[] values) {
    System.arraycopy(plan.sharedInitialValues(), 0, values, 0, values.length);
    return new Restored(TrainState.start(plan.decay().hash()), null);
  }

  /** Writes metrics and checkpoints, and passes everything on. */
  private final class Recorder implements Listener {
    private final MetricsFile metrics;
    private final Listener next;

    Recorder(MetricsFile metrics, Listener next) {
      this.metrics = metrics;
      this.next = next;
    }

    @Override
    public boolean logs() {
      return true;
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
    public void logged(LogPoint point) {
      metrics.write(point);
      next.logged(point);
    }

    @Override
    public void evaluated(long step, double nll, boolean best) {
      next.evaluated(step, nll, best);
    }

    @Override
    public void diverged(long step) {
      try {
        RunDivergence.keep(folder, step);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      next.diverged(step);
    }

    @Override
    public void save(Snapshot snapshot) {
      lock.requireHeld();
      checkpoints.save(snapshot, metrics.saved());
      next.save(snapshot);
    }
  }
}
