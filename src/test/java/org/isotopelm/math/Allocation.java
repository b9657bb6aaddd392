package org.isotopelm.math;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What code allocates on this thread once it is compiled. */
public final class Allocation {
  private static final int MOST_ROUNDS = 3000;

  private Allocation() {}

  /** The fewest bytes a round allocates; ends with the first round that allocates next to none. */
  public static long least(Runnable round) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && least > 500; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
