package org.isotopelm.cluster;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Team;
import org.isotopelm.train.ShardPass;
import org.isotopelm.train.Shards;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a cluster compute the shards; weights, optimizer, evaluation and checkpoints stay
 * here. So a machine that is lost takes nothing with it: the step is computed again, by others or
 * by fewer.
 */
final class Machines implements Shards, AutoCloseable {
  /** In one step, among them those after which fewer machines go on. */
  private static final int MOST_LOSSES = 4;

  private final JavaSparkContext spark;
  private final Broadcast<SentProject> sent;
  private final Consumer<String> tell;
  private final BooleanSupplier cancelled;
  private int machines;
  private boolean isProven;
  private String reason = "";
  private float[] before = {};
  private @Nullable Gang gang;

  /**
   * @param machines at most as many as the training has shards
   * @param tell what the user may want to know
   */
  Machines(
      JavaSparkContext spark,
      Broadcast<SentProject> sent,
      int machines,
      Consumer<String> tell,
      BooleanSupplier cancelled) {
    this.spark = spark;
    this.sent = sent;
    this.machines = machines;
    this.tell = tell;
    this.cancelled = cancelled;
  }

  @Override
  public void compute(ShardPass pass, Team team) {
    keep(pass.state());
    int losses = 0;
    while (!isComputed(pass)) {
      losses++;
      if (losses == MOST_LOSSES) {
        throw failure(
            "step %s was tried with %s sets of machines, and none finished it; the last: %s"
                .formatted(pass.step(), losses, reason));
      }
    }
    isProven = true;
  }

  /** Whether no machine was lost. */
  private boolean isComputed(ShardPass pass) {
    boolean computed = false;
    try {
      gang().compute(pass);
      computed = true;
    } catch (IOException e) {
      lost(e, pass.step());
    } finally {
      if (!computed) {
        close();
        System.arraycopy(before, 0, pass.state(), 0, before.length);
      }
    }
    return computed;
  }

  private void keep(float[] state) {
    if (before.length != state.length) {
      before = new float[state.length];
    }
    System.arraycopy(state, 0, before, 0, state.length);
  }

  private Gang gang() throws IOException {
    if (gang == null) {
      tell.accept("preparing the training on " + counted());
      gang = Gang.of(spark, sent, machines, cancelled);
    }
    return gang;
  }

  private void lost(IOException thrown, long step) {
    if (SparkJobs.isStopping(spark, cancelled)) {
      throw new CancellationException();
    }
    reason = String.valueOf(thrown.getMessage());
    if (spark.sc().isStopped()) {
      throw failure("the connection to the cluster has ended: " + reason);
    }
    if (thrown instanceof Gang.TooFew) {
      tooFew();
    } else if (isProven) {
      tell.accept("a machine was lost in step %s; the step is computed again".formatted(step));
    } else {
      tell.accept("the machines could not begin: " + reason);
    }
  }

  /** A cluster that has lost machines may have enough for a smaller training. */
  private void tooFew() {
    if (!isProven || machines == 1) {
      throw failure(
          "the cluster has too few free cores for %s of this training (spark.task.cpus = %s for each); add workers, or ask for fewer machines"
              .formatted(counted(), spark.getConf().get("spark.task.cpus", "1")));
    }
    machines--;
    tell.accept("the training goes on with " + counted());
  }

  private String counted() {
    return machines == 1 ? "1 machine" : machines + " machines";
  }

  private static ProblemException failure(String what) {
    return ProblemException.failure(
        what + "; checkpoints are kept, and the run goes on from the last when it is resumed");
  }

  @Override
  public void close() {
    if (gang != null) {
      gang.close();
      gang = null;
    }
  }
}
