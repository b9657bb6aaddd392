package org.isotopelm.optim.decay;

import org.isotopelm.optim.schedule.Schedule;

/**
 * What c_t of {@link Decay} is: how fast decay acts at a step of the run. Each constant brings all
 * that follows from it, so a new one is added here alone.
 */
public enum Coupling {
  /** η_t times the group's learning-rate factor, as in PyTorch's AdamW. */
  LEARNING_RATE {
    @Override
    double coefficient(Schedule schedule, double factor, long step) {
      return factor * schedule.rate(step);
    }

    @Override
    double peak(Schedule schedule, double factor) {
      return factor * schedule.peak();
    }

    @Override
    double closedTotal(Schedule schedule, double factor, long steps) {
      return factor * schedule.peak() * schedule.totalMultiplier(steps);
    }
  },

  /** s_t, as in the AdamW paper: neither the peak nor the group's factor matters. */
  SCHEDULE {
    @Override
    double coefficient(Schedule schedule, double factor, long step) {
      return schedule.multiplier(step);
    }

    @Override
    double peak(Schedule schedule, double factor) {
      return 1;
    }

    @Override
    double closedTotal(Schedule schedule, double factor, long steps) {
      return schedule.totalMultiplier(steps);
    }
  };

  /** Steps of the longest run whose coefficients are summed one by one: some tens of ms. */
  private static final long MOST_SUMMED = 1 << 20;

  /**
   * c_t.
   *
   * @param factor the group's learning-rate factor
   * @param step t, from 1
   */
  abstract double coefficient(Schedule schedule, double factor, long step);

  /** c at the peak of the schedule: half-life and timescale are of this. */
  abstract double peak(Schedule schedule, double factor);

  /** Σ_t c_t over the first steps of the run, in a time that does not grow with their number. */
  abstract double closedTotal(Schedule schedule, double factor, long steps);

  /**
   * Σ_t c_t over the first steps of the run. A sum of many steps is the closed form, which differs
   * from the sum by its rounding only.
   */
  final double total(Schedule schedule, double factor, long steps) {
    if (steps > MOST_SUMMED) {
      return closedTotal(schedule, factor, steps);
    }
    double sum = 0;
    for (long t = 1; t <= steps; t++) {
      sum += coefficient(schedule, factor, t);
    }
    return sum;
  }
}
