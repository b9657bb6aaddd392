package org.isotopelm.train.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FolderLock;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.CheckpointOwner;
import org.isotopelm.checkpoint.CheckpointWriter;
import org.isotopelm.checkpoint.Checkpoints;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.math.Team;
import org.isotopelm.train.Listener;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.SteplessTraining;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run whose model is made in one go; its one checkpoint is step 1. */
final class SteplessRun implements RunTraining {
  private static final Logger LOG = LoggerFactory.getLogger(SteplessRun.class);

  private final Path checkpoints;
  private final SteplessPlan plan;
  private final FolderLock lock;
  private final String owner;

  SteplessRun(Path folder, SteplessPlan plan, RunSeal seal, FolderLock lock) {
    checkpoints = folder.resolve(RunReader.FOLDER);
    this.plan = plan;
    this.lock = lock;
    owner = Objects.requireNonNull(seal.run());
  }

  @Override
  public TrainResult train(Team team, Listener listener, BooleanSupplier stop) {
    Optional<Checkpoint> whole = new Checkpoints(checkpoints).newestWhole(LOG::warn);
    if (whole.isPresent()) {
      CheckpointOwner.of(whole.get()).require(owner, whole.get());
      double seconds = RunCheckpoints.state(whole.get()).seconds();
      return SteplessTraining.result(plan, plan.read(whole.get()), seconds, team);
    }
    return make(team, listener, stop);
  }

  private TrainResult make(Team team, Listener listener, BooleanSupplier stop) {
    CheckpointWriter writer = new CheckpointWriter(checkpoints);
    long start = System.nanoTime();
    listener.begun(TrainState.start(plan.explanation().planHash()));
    try {
      SteplessPlan.Made made = plan.make(new SteplessPlan.Work(team, checkpoints, LOG::warn, stop));
      double seconds = (System.nanoTime() - start) * 1e-9;
      TrainResult result = SteplessTraining.result(plan, made, seconds, team);
      Map<String, AtomicFile.Writer> files = new LinkedHashMap<>(made.files());
      files.put(CheckpointOwner.STATE, CheckpointOwner.writer(result.state(), owner, null));
      lock.requireHeld();
      writer.save(result.state().step(), result.state().step(), files);
      listener.stepped(
          1, result.trainNll(), (int) Math.min(result.state().tokens(), Integer.MAX_VALUE));
      return result;
    } catch (CancellationException e) {
      throw new ProblemException(
          ExitCode.INTERRUPTED,
          List.of(
              Problem.of(
                  "interrupted: a model that is made in one go keeps nothing; run the same command again")),
          e);
    }
  }
}
