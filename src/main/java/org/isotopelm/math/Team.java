package org.isotopelm.math;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share numbered tasks. The caller is one of them, so a team of one
 * has no other thread and nothing to wait for. A run allocates nothing. Which thread takes which
 * task is left to chance: tasks must write to places of their own.
 */
public final class Team implements AutoCloseable {
  /** One numbered piece of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * @param task its number, in [0, tasks)
     * @param thread who runs it, in [0, threads): buffers of a thread are found by this
     */
    void run(int task, int thread);
  }

  private static final int SPINS = 20_000;

  private final Thread[] helpers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private Task task = (number, thread) -> {};
  private int tasks;
  private Thread caller = Thread.currentThread();
  private final AtomicInteger generation = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * @param threads at least 1, the caller included
   */
  public Team(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs a thread, got " + threads);
    }
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int number = i + 1;
      helpers[i] = Thread.ofPlatform().daemon().name("team-" + number).start(() -> help(number));
    }
  }

  /** The number of threads, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /** Runs tasks 0 … tasks−1 and returns when all have ended; the first failure is thrown again. */
  public void run(int count, Task work) {
    task = work;
    tasks = count;
    next.set(0);
    failure = null;
    if (helpers.length > 0 && count > 1) {
      caller = Thread.currentThread();
      busy.set(helpers.length);
      generation.incrementAndGet(); // publishes the fields above
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
      work(0);
      awaitHelpers();
    } else {
      work(0);
    }
    rethrow();
  }

  private void work(int thread) {
    try {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        task.run(i, thread);
      }
    } catch (Throwable e) {
      next.set(Integer.MAX_VALUE / 2); // the others need not go on
      failure = e;
    }
  }

  private void help(int thread) {
    int seen = 0;
    while (true) {
      for (int spin = 0; generation.get() == seen && !closed; spin++) {
        pause(spin);
      }
      if (closed) {
        return;
      }
      seen++;
      work(thread);
      if (busy.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  private void awaitHelpers() {
    for (int spin = 0; busy.get() > 0; spin++) {
      pause(spin);
    }
  }

  private void pause(int spin) {
    if (spin < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.park(this);
    }
  }

  private void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
