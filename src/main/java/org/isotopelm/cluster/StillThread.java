package org.isotopelm.cluster;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How long a thread has not computed anything, because it waits for somebody. A machine that is
 * busy only makes it slow.
 */
final class StillThread {
  private final Thread thread;
  private long spent = -1;
  private long since;

  StillThread(Thread thread) {
    this.thread = thread;
  }

  /** The time since it last computed, as far as it was asked for; to be asked often. */
  Duration time() {
    long now = System.nanoTime();
    long found = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    if (found != spent) {
      spent = found;
      since = now;
    }
    return Duration.ofNanos(now - since);
  }
}
