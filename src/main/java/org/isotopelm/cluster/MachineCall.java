package org.isotopelm.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Team;
import org.isotopelm.project.Project;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.ShardPass;
import scala.Function1;
import scala.collection.Iterator;

/**
 * A machine of a training: it computes its shards of each step, until the other end closes the
 * connection.
 *
 * @param door where it connects
 * @param machines of the training
 */
record MachineCall(Broadcast<SentProject> sent, Door.Address door, int machines)
    implements Function1<Iterator<Integer>, Iterator<Integer>>, Serializable {
  private static final int CONNECT_MILLISECONDS = 20_000;
  private static final int POLL_MILLISECONDS = 1_000;

  /** Before each answer: it follows. */
  static final long DONE = 1;

  /** Instead of an answer: a {@link Reply.Refused} follows, and nothing more. */
  static final long FAILED = -1;

  /** The first shard of a machine. */
  static int first(int machine, int machines, int shards) {
    return (int) ((long) shards * machine / machines);
  }

  @Override
  public Iterator<Integer> apply(Iterator<Integer> nothing) {
    TaskContext context = TaskContext.get();
    Wire.Patience patience =
        () -> {
          if (context.isInterrupted()) {
            throw new CancellationException();
          }
        };
    try (Socket socket = connected()) {
      serve(door.enter(socket, context.partitionId(), patience), context);
    } catch (IOException e) {
      // The other end is gone, which ends the training here.
    }
    return nothing;
  }

  private Socket connected() {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(door.host(), door.port()), CONNECT_MILLISECONDS);
      socket.setSoTimeout(POLL_MILLISECONDS);
      return socket;
    } catch (IOException e) {
      throw ProblemException.failure(
          "%s:%s, where the training waits for its machines, cannot be reached from one of them (%s); open the free ports of spark.driver.host to the workers"
              .formatted(door.host(), door.port(), e.getMessage()));
    }
  }

  private void serve(Wire wire, TaskContext context) throws IOException {
    try {
      serve(wire, context.partitionId(), context.cpus(), context::isInterrupted);
    } catch (CancellationException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      wire.send(FAILED);
      wire.send(Json.mapper().writeValueAsBytes(refused(e)));
      wire.flush();
    }
  }

  private static Reply.Refused refused(Throwable thrown) {
    return thrown instanceof ProblemException problem
            && Reply.of(problem) instanceof Reply.Refused r
        ? r
        : new Reply.Refused(ExitCode.FAILURE, List.of(thrown.toString()));
  }

  private void serve(Wire wire, int machine, int threads, BooleanSupplier stop) throws IOException {
    Project project = sent.value().project();
    GradientPlan plan = (GradientPlan) project.plan(project.engine());
    int shards = plan.recipe().train().shards();
    int first = first(machine, machines, shards);
    int behind = first(machine + 1, machines, shards);
    try (Team team = new Team(Math.min(threads, behind - first))) {
      ShardPass pass = ShardPass.of(plan, first, behind, team, stop);
      wire.send(DONE);
      wire.flush();
      while (true) {
        pass.fill(wire.receiveLong());
        pass.needs(first, behind, wire::receive);
        pass.compute(team);
        answer(wire, pass, first, behind);
      }
    }
  }

  private static void answer(Wire wire, ShardPass pass, int first, int behind) throws IOException {
    wire.send(DONE);
    for (int shard = first; shard < behind; shard++) {
      wire.send(pass.nll()[shard]);
    }
    pass.gives(first, behind, wire::send);
    wire.flush();
  }
}
