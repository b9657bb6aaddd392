package org.isotopelm.math;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

  /** More threads than processors help nobody, and a system has only so many threads. */
  static final int MOST_THREADS = 1024;

  private static final int SPINS = 20_000;

  /** The low half of {@link #open}: tasks that nobody has claimed yet. */
  private static final long UNCLAIMED = 0xFFFF_FFFFL;

  private static final long NO_TASK = -1;

  private final Thread[] helpers;

  /**
   * The number of the run, then the tasks of it that are unclaimed. Who claims one makes it smaller
   * by 1, so that a thread that comes late can claim nothing of a run that is over.
   */
  private final AtomicLong open = new AtomicLong();

  /** Tasks of this run that have ended, or will not be run as another has failed. */
  private final AtomicInteger ended = new AtomicInteger();

  private Task task = (number, thread) -> {};
  private int tasks;
  private Thread caller = Thread.currentThread();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * @param threads at least 1, the caller included; the team has at most 1,024
   */
  public Team(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs a thread, got " + threads);
    }
    helpers = new Thread[Math.min(threads, MOST_THREADS) - 1];
    for (int i = 0; i < helpers.length; i++) {
      int number = i + 1;
      helpers[i] = Thread.ofPlatform().daemon().name("team-" + number).start(() -> help(number));
    }
  }

  /** The number of threads, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs tasks 0 … tasks−1 and returns when all have ended; the first failure is thrown again. A
   * helper that the machine does not let run is not waited for unless it has begun a task.
   */
  public void run(int count, Task work) {
    if (helpers.length == 0 || count < 2) {
      for (int i = 0; i < count; i++) {
        work.run(i, 0);
      }
      return;
    }
    task = work;
    tasks = count;
    ended.set(0);
    failure = null;
    caller = Thread.currentThread();
    long run = (open.get() >>> Integer.SIZE) + 1;
    open.set(run << Integer.SIZE | count); // publishes the fields above
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    work(0);
    for (int spin = 0; ended.get() < count; spin++) {
      pause(spin);
    }
    rethrow();
  }

  /** Runs tasks until none is left. */
  private void work(int thread) {
    for (long left = claim(); left != NO_TASK; left = claim()) {
      int done = 1;
      try {
        task.run(tasks - (int) left, thread);
      } catch (Throwable e) {
        failure = e;
        done += claimAll(); // the others need not go on
      }
      if (ended.addAndGet(done) == tasks && thread > 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  /** Claims a task; says how many were left. */
  private long claim() {
    while (true) {
      long now = open.get();
      if ((now & UNCLAIMED) == 0) {
        return NO_TASK;
      }
      if (open.compareAndSet(now, now - 1)) {
        return now & UNCLAIMED;
      }
    }
  }

  private int claimAll() {
    long now = open.get();
    while (!open.compareAndSet(now, now & ~UNCLAIMED)) {
      now = open.get();
    }
    return (int) (now & UNCLAIMED);
  }

  private void help(int thread) {
    while (!closed) {
      for (int spin = 0; (open.get() & UNCLAIMED) == 0 && !closed; spin++) {
        pause(spin);
      }
      work(thread);
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
