package org.isotopelm.draft;

import org.isotopelm.base.ProblemException;

/**
 * The time that a user gives.
 *
 * @param minutes in all, at least 1
 * @param spent seconds of them that have passed
 * @param workers trainings side by side
 */
public record TimeBudget(int minutes, double spent, int workers) {
  /** The share of the time that stays free. */
  private static final double SPARE = 0.05;

  /**
   * How much of the time may have passed before the study leaves something out. A shared machine
   * slows down by some percent now and then; that is no reason to do without a model.
   */
  private static final double LATEST = 1.05;

  /** The share of the time that the study itself has in any case. */
  private static final double LEAST = 0.6;

  public TimeBudget {
    if (minutes < 1 || workers < 1 || !(spent >= 0)) {
      throw ProblemException.usage(
          minutes + " minutes and " + workers + " workers are too few; each must be 1 or more");
    }
  }

  /** What is left when so many more seconds have passed. */
  TimeBudget after(double seconds) {
    return new TimeBudget(minutes, spent + seconds, workers);
  }

  /** The same with so many minutes in all. */
  TimeBudget withMinutes(int all) {
    return new TimeBudget(all, spent, workers);
  }

  /** Seconds for the study. */
  double seconds() {
    return Math.max(0, 60.0 * minutes * (1 - SPARE) - spent);
  }

  /**
   * All that is left, and a little more. Where looking at the text took most of the time, it is
   * more than that, because a study that ends before its first model is worth nothing.
   */
  TimeLimit limit() {
    double left = LATEST * minutes - spent / 60;
    return new TimeLimit(minutes, Math.max(LEAST * minutes, Math.floor(100 * left) / 100));
  }
}
