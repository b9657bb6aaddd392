package org.isotopelm.train;

/**
 * When a run is scored, saved and logged, in steps. The last step is always all three, the first is
 * logged, so that a long run shows at once that it goes.
 */
record Intervals(long evaluate, long save, long log, long last) {
  private static final long LOG_POINTS = 200;
  private static final long LONGEST_SILENCE = 100;

  static Intervals of(TrainSpec spec, long steps) {
    return new Intervals(
        spec.evaluate().every(steps),
        spec.checkpoint().every(steps),
        Math.clamp(steps / LOG_POINTS, 1, LONGEST_SILENCE),
        steps);
  }

  boolean evaluates(long step) {
    return step % evaluate == 0 || step == last;
  }

  boolean saves(long step) {
    return step % save == 0 || step == last;
  }

  boolean logs(long step) {
    return step == 1 || step % log == 0 || evaluates(step);
  }
}
