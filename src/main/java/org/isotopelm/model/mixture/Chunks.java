package org.isotopelm.model.mixture;

import org.isotopelm.math.Team;

/** Ranges of targets that threads share; they do not depend on the number of threads. */
final class Chunks {
  /** Targets of one task: enough to hide the cost of starting it. */
  static final int LENGTH = 1 << 13;

  /** Work on targets [from, to). */
  @FunctionalInterface
  interface Work {
    void on(int from, int to);
  }

  private Chunks() {}

  static int count(int targets) {
    return Math.ceilDiv(targets, LENGTH);
  }

  static void run(int targets, Team team, Work work) {
    run(targets, LENGTH, team, work);
  }

  static void run(int targets, int length, Team team, Work work) {
    team.run(
        Math.ceilDiv(targets, length),
        (task, thread) -> {
          int from = task * length;
          work.on(from, from + Math.min(length, targets - from));
        });
  }
}
