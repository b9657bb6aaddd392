package org.isotopelm.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.isotopelm.base.Json;
import org.isotopelm.train.ShardPass;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Machines that a barrier job of Spark holds together, each connected to this one, until they are
 * released or one of them is lost. Floats go straight between the machines and this one: Spark's
 * own messages between barrier tasks are strings, and a job for each step takes longer than most
 * steps.
 */
final class Gang implements Closeable {
  private static final int LAST_WORDS_SECONDS = 5;
  private static final String THROWN = "Exception: ";

  /** The condition in Spark's error where a barrier needs more cores than there are. */
  private static final String NO_ROOM = "SPARK-24819";

  private final JavaSparkContext spark;
  private final JavaFutureAction<List<Integer>> job;
  private final Wire[] wires; // of each machine

  private Gang(JavaSparkContext spark, JavaFutureAction<List<Integer>> job, Wire[] wires) {
    this.spark = spark;
    this.job = job;
    this.wires = wires;
  }

  /** Spark gives no such number of machines at once. */
  static final class TooFew extends IOException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Gets machines, and waits until all of them have prepared the training.
   *
   * @throws TooFew where the cluster has fewer free cores
   * @throws IOException where one is lost
   * @throws CancellationException once the user stops the program
   */
  static Gang of(
      JavaSparkContext spark, Broadcast<SentProject> sent, int machines, BooleanSupplier cancelled)
      throws IOException {
    try (Door door = Door.open(spark.getConf())) {
      Gang gang =
          new Gang(
              spark,
              begin(spark, machines, new MachineCall(sent, door.address(), machines)),
              new Wire[machines]);
      try {
        gang.gather(door, cancelled);
        return gang;
      } catch (IOException | RuntimeException e) {
        gang.close();
        throw e;
      }
    }
  }

  private static JavaFutureAction<List<Integer>> begin(
      JavaSparkContext spark, int machines, MachineCall call) throws IOException {
    ClassTag<Integer> integers = ClassTag$.MODULE$.apply(Integer.class);
    try {
      RDD<Integer> tasks =
          spark.parallelize(IntStream.range(0, machines).boxed().toList(), machines).rdd();
      return tasks.barrier().mapPartitions(call, false, integers).toJavaRDD().collectAsync();
    } catch (IllegalStateException e) { // of a connection that has ended
      throw new IOException(SparkLink.firstLine(e), e);
    }
  }

  private void gather(Door door, BooleanSupplier cancelled) throws IOException {
    Wire.Patience patience =
        () -> {
          if (cancelled.getAsBoolean()) {
            throw new CancellationException();
          }
          requireJob();
        };
    while (Arrays.stream(wires).anyMatch(Objects::isNull)) {
      patience.waiting();
      door.next(patience).ifPresent(this::seat);
    }
    for (Wire wire : wires) {
      requireDone(wire);
    }
  }

  private void seat(Door.Guest guest) {
    close(wires[guest.machine()]);
    wires[guest.machine()] = guest.wire();
  }

  /** Spark begins a stage of barrier tasks again, with new tasks, when one of them ends early. */
  private void requireJob() throws IOException {
    if (job.isDone()) {
      String reason = reason();
      throw reason.contains(NO_ROOM) ? new TooFew() : new IOException("Spark ended it: " + reason);
    }
    if (job.jobIds().stream().anyMatch(this::hasEndedTask)) {
      throw new IOException("a machine has ended; the stderr of its executor says why");
    }
  }

  private boolean hasEndedTask(int id) {
    SparkJobInfo info = spark.statusTracker().getJobInfo(id);
    return info != null
        && Arrays.stream(info.stageIds())
            .mapToObj(stage -> spark.statusTracker().getStageInfo(stage))
            .anyMatch(
                stage ->
                    stage != null
                        && (stage.currentAttemptId() > 0
                            || stage.numFailedTasks() > 0
                            || stage.numCompletedTasks() > 0));
  }

  private static void requireDone(Wire wire) throws IOException {
    if (wire.receiveLong() != MachineCall.DONE) {
      byte[] refused = wire.receiveBytes(1 << 20);
      Json.mapper().readValue(refused, Reply.Refused.class).done();
    }
  }

  /** Computes all shards of a step, each machine its own. */
  void compute(ShardPass pass) throws IOException {
    for (int machine = 0; machine < wires.length; machine++) {
      Wire wire = wires[machine];
      wire.send(pass.step());
      pass.needs(first(machine, pass), first(machine + 1, pass), wire::send);
      wire.flush();
    }
    for (int machine = 0; machine < wires.length; machine++) {
      Wire wire = wires[machine];
      requireDone(wire);
      for (int shard = first(machine, pass); shard < first(machine + 1, pass); shard++) {
        pass.nll()[shard] = wire.receiveDouble();
      }
      pass.gives(first(machine, pass), first(machine + 1, pass), wire::receive);
    }
  }

  private int first(int machine, ShardPass pass) {
    return MachineCall.first(machine, wires.length, pass.shards());
  }

  /** Why Spark ended it; empty where it says nothing. */
  private String reason() {
    try {
      job.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return thrown(Objects.requireNonNullElse(e.getCause(), e).getMessage());
    } catch (TimeoutException | CancellationException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  /** What a task threw, where the first lines speak of stages; else the first line. */
  private static String thrown(@Nullable String message) {
    List<String> lines = String.valueOf(message).lines().toList();
    return lines.stream()
        .filter(line -> line.contains(THROWN))
        .findFirst()
        .map(line -> line.substring(line.indexOf(THROWN) + THROWN.length()))
        .orElse(lines.getFirst());
  }

  /** Ends the machines' tasks. */
  @Override
  public void close() {
    Arrays.stream(wires).forEach(Gang::close);
    job.cancel(true);
  }

  private static void close(@Nullable Wire wire) {
    if (wire != null) {
      try {
        wire.close();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }
}
