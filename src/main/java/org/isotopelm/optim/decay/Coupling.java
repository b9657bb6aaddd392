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
    double longTotal(Schedule schedule, double factor, long steps) {
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
    double longTotal(Schedule schedule, double factor, long steps) {
      return schedule.totalMultiplier(steps);
    }
  },

  /** 1: neither learning rate nor schedule matters. */
  CONSTANT {
    @Override
    double coefficient(Schedule schedule, double factor, long step) {
      return 1;
    }

    @Override
    double peak(Schedule schedule, double factor) {
      return 1;
    }
  },

  /** η_t²/η_peak times the group's learning-rate factor, as in AdamC. */
  CORRECTED {
    @Override
    double coefficient(Schedule schedule, double factor, long step) {
      double multiplier = schedule.multiplier(step);
      return factor * schedule.peak() * multiplier * multiplier;
    }

    @Override
    double peak(Schedule schedule, double factor) {
      return factor * schedule.peak();
    }
  },

  /**
   * η_t/√v̄_t times the group's learning-rate factor, v̄_t being the mean of the optimizer's second
   * moments over all elements. It is known at the step only; here v̄_t stands as 1.
   */
  SECOND_MOMENTS {
    @Override
    double coefficient(Schedule schedule, double factor, long step) {
      return LEARNING_RATE.coefficient(schedule, factor, step);
    }

    @Override
    double peak(Schedule schedule, double factor) {
      return LEARNING_RATE.peak(schedule, factor);
    }
  };

  /**
   * c_t.
   *
   * @param factor the group's learning-rate factor
   * @param step t, from 1
   */
  abstract double coefficient(Schedule schedule, double factor, long step);

  /** c at the peak of the schedule: half-life and timescale are of this. */
  abstract double peak(Schedule schedule, double factor);

  /** Σ_t c_t over more steps than are summed one by one; in closed form where there is one. */
  double longTotal(Schedule schedule, double factor, long steps) {
    return AllSteps.sum(t -> coefficient(schedule, factor, t), steps);
  }

  /** /** Σ_t c_t over the first steps of the run. */
  final double total(Schedule schedule, double factor, long steps) {
    return steps > AllSteps.MOST_COMPUTED
        ? longTotal(schedule, factor, steps)
        : AllSteps.sum(t -> coefficient(schedule, factor, t), steps);
  }
}
