package org.isotopelm.train.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * How long a step takes: the median of several rounds of steps, once a round is no longer faster
 * than the one before. Until then the compiler is at work, which on a busy processor takes long;
 * but nobody waits for that longer than some seconds. The fastest round counts then.
 */
final class Rounds {
  /** Seconds of a round of steps. */
  private static final double ROUND = 0.4;

  /** Rounds that are always made, and those that may come on top until the compiler is done. */
  private static final int LEAST = 5;

  private static final int SETTLED = 10;

  /** Rounds that count. */
  private static final int LAST = 3;

  /** Seconds that pass, after which no other step begins. */
  private static final double LIMIT = 8;

  private final Supplier<Clock.Span> step;
  private final List<Clock.Span> rounds = new ArrayList<>();
  private double passed;

  private Rounds(Supplier<Clock.Span> step) {
    this.step = step;
  }

  /**
   * Measures.
   *
   * @param step makes one step; at least one is made
   */
  static Clock.Span of(Supplier<Clock.Span> step) {
    Rounds rounds = new Rounds(step);
    while (rounds.wants()) {
      rounds.add();
    }
    return rounds.figure();
  }

  private boolean wants() {
    return passed < LIMIT && rounds.size() < LEAST + SETTLED && !isSettled();
  }

  private void add() {
    List<Clock.Span> steps = new ArrayList<>();
    for (double alone = 0; steps.isEmpty() || (alone < ROUND && passed < LIMIT); ) {
      Clock.Span span = step.get();
      steps.add(span);
      alone += span.alone();
      passed += span.wall();
    }
    rounds.add(Clock.median(steps));
  }

  private boolean isSettled() {
    return rounds.size() >= LEAST
        && rounds.getLast().alone() > 0.95 * rounds.get(rounds.size() - 2).alone();
  }

  private Clock.Span figure() {
    List<Clock.Span> last = rounds.subList(Math.max(0, rounds.size() - LAST), rounds.size());
    return isSettled()
        ? Clock.median(last)
        : Collections.min(last, Comparator.comparingDouble(Clock.Span::wall));
  }
}
