package org.isotopelm.study.training;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Threads that work on independent tasks side by side. The caller's thread receives each result
 * when it is ready, so keeping results needs no lock.
 */
public final class Workers implements AutoCloseable {
  private static final long POLL_MILLISECONDS = 50;
  private static final long GRACE_SECONDS = 10;

  private final ExecutorService threads;
  private final BooleanSupplier cancelled;
  private volatile boolean stopped;

  /**
   * Starts no thread yet.
   *
   * @param cancelled whether the user wants to stop; polled
   */
  public Workers(int threads, BooleanSupplier cancelled) {
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("study-", 1).factory());
    this.cancelled = cancelled;
  }

  /** Whether running tasks should give up. */
  public boolean cancelled() {
    return stopped || cancelled.getAsBoolean();
  }

  /**
   * Works on all tasks. They begin in their order, and results are handed over in the order in
   * which tasks end.
   *
   * @throws CancellationException if the user wants to stop; results that were ready have been
   *     handed over
   */
  public <T, R> void run(List<T> tasks, Function<T, R> work, Consumer<R> ended) {
    runGrowing(
        tasks,
        work,
        result -> {
          ended.accept(result);
          return List.of();
        });
  }

  /**
   * The same for tasks of which some need the results of others.
   *
   * @param ended gives the tasks that can begin now that this result is there
   */
  public <T, R> void runGrowing(List<T> tasks, Function<T, R> work, Function<R, List<T>> ended) {
    CompletionService<R> results = new ExecutorCompletionService<>(threads);
    int left = submit(tasks, work, results);
    while (left > 0) {
      left += submit(ended.apply(next(results)), work, results) - 1;
    }
  }

  private <T, R> int submit(List<T> tasks, Function<T, R> work, CompletionService<R> results) {
    tasks.forEach(task -> results.submit(() -> unlessCancelled(task, work)));
    return tasks.size();
  }

  private <T, R> R unlessCancelled(T task, Function<T, R> work) {
    if (cancelled()) {
      throw new CancellationException();
    }
    return work.apply(task);
  }

  private <R> R next(CompletionService<R> results) {
    try {
      Future<R> result = null;
      while (result == null && !cancelled()) {
        result = results.poll(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
      }
      result = result == null ? results.poll() : result;
      if (result == null) {
        throw new CancellationException();
      }
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Asks running tasks to stop, and waits a while until they have. They are not interrupted,
   * because that would close the files that they read.
   */
  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
    try {
      threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
