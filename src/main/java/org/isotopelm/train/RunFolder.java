package org.isotopelm.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.isotopelm.AtomicFile;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.Problem;
import org.isotopelm.math.Team;
import org.isotopelm.optim.AdamW;
import org.isotopelm.optim.Explanation;
import org.isotopelm.token.TokenizerFile;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run: config.yaml as resolved, plan.json, tokenizer.json, metrics.jsonl and
 * checkpoints. One process at a time holds it.
 */
public final class RunFolder implements AutoCloseable {
  public static final String CONFIG = "config.yaml";
  public static final String PLAN = "plan.json";
  public static final String TOKENIZER = "tokenizer.json";
  public static final String METRICS = "metrics.jsonl";
  private static final String LOCK = "lock";

  private final Path folder;
  private final TrainingPlan plan;
  private final FileChannel lock;
  private final RunCheckpoints checkpoints;

  private RunFolder(Path folder, TrainingPlan plan, FileChannel lock) {
    this.folder = folder;
    this.plan = plan;
    this.lock = lock;
    checkpoints = new RunCheckpoints(folder, plan);
  }

  /** Whether the folder holds a run, whole or begun. */
  public static boolean isRun(Path folder) {
    return Files.exists(folder.resolve(CONFIG));
  }

  /**
   * Refuses a folder that cannot be one, before there is work that would be lost.
   *
   * @throws IsotopeException (failure) where it, or what it would lie in, is a file or closed
   */
  public static void requireUsable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = Objects.requireNonNull(there.getParent());
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      String why = Files.isDirectory(there) ? "may not be written to" : "is a file";
      throw IsotopeException.failure(
          "%s cannot be made: %s %s; name another folder with --out".formatted(folder, there, why));
    }
  }

  /**
   * Takes the folder for a run: one that it holds already is gone on with, else a new one begins.
   *
   * @param yaml the resolved config
   * @throws IsotopeException (failure) where another process holds the folder
   */
  public static RunFolder open(Path folder, String yaml, TrainingPlan plan) {
    try {
      FileChannel lock = take(folder);
      try {
        write(folder, yaml, plan);
        return new RunFolder(folder, plan, lock);
      } catch (RuntimeException | IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel take(Path folder) {
    try {
      Files.createDirectories(folder);
      return lock(folder);
    } catch (IOException e) {
      throw IsotopeException.failure(
          "%s cannot be made or written to: %s; name another folder with --out"
              .formatted(folder, e));
    }
  }

  /** Removes a run and all it holds; refuses a folder that is none. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      if (all.size() > 1 && !isRun(folder)) {
        throw IsotopeException.failure(
            "%s is not empty and holds no run, so --force does not remove it; name another folder with --out"
                .formatted(folder));
      }
      lock(folder).close();
      for (Path path : all) {
        Files.deleteIfExists(path);
      }
      Files.deleteIfExists(folder.resolve(LOCK));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw IsotopeException.failure(
          "%s is in use: another process trains this run; wait for it or name another folder with --out"
              .formatted(folder));
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The config comes last: it makes the folder a run. */
  private static void write(Path folder, String yaml, TrainingPlan plan) throws IOException {
    TokenizerFile.write(plan.text().tokenizer(), folder.resolve(TOKENIZER));
    AtomicFile.write(folder.resolve(PLAN), Json.pretty(plan.explanation()) + "\n");
    AtomicFile.write(folder.resolve(CONFIG), yaml);
  }

  /**
   * Refuses to go on with a run whose decay plan was another one.
   *
   * @throws IsotopeException (config) with the groups and values that differ
   */
  public static void requireSamePlan(Path folder, TrainingPlan plan) {
    Explanation saved;
    try {
      saved = Json.mapper().readValue(Files.readAllBytes(folder.resolve(PLAN)), Explanation.class);
    } catch (NoSuchFileException e) {
      throw IsotopeException.data(
          "%s: is missing, so that it cannot be told whether the decay is still the same; go on with --accept-changes, or train anew with --force"
              .formatted(folder.resolve(PLAN)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> differences = plan.explanation().differencesFrom(saved);
    if (!differences.isEmpty()) {
      throw IsotopeException.config(
          differences.stream()
              .map(
                  difference ->
                      Problem.at(
                          "optimizer.decay",
                          "%s has another decay plan: %s; restore it, or go on with --accept-changes"
                              .formatted(folder, difference)))
              .toList());
    }
  }

  /** Trains from the last checkpoint, or from the beginning, and keeps what it goes through. */
  public TrainResult train(Team team, Listener listener, BooleanSupplier stop) {
    AdamW optimizer = Trainer.optimizer(plan);
    float[] values = plan.initialValues();
    float[] carried = plan.initialState();
    TrainState state =
        checkpoints
            .restore(values, optimizer, carried)
            .orElseGet(() -> TrainState.start(plan.decay().hash()));
    try (MetricsFile metrics = MetricsFile.open(folder.resolve(METRICS), state.step())) {
      Recorder recorder = new Recorder(metrics, listener);
      return new Trainer(plan, values, optimizer, carried, state, team, recorder, stop).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    public void save(Snapshot snapshot) {
      checkpoints.save(snapshot);
      next.save(snapshot);
    }
  }
}
