package org.isotopelm.train;

import java.util.Objects;

/**
 * When a run is scored, saved, logged and measured, in steps. The last step is always all of them,
 * the first is logged and measured, so that a long run shows at once that it goes.
 *
 * @param measure 0: never
 * @param detail between lines that have every tensor
 */
public record Intervals(long evaluate, long save, long log, long measure, long detail, long last) {
  private static final long LOG_POINTS = 200;
  private static final long LONGEST_SILENCE = 100;

  /** A measurement takes about as long as a fifth of a step of the smallest models. */
  private static final long LEAST_BETWEEN_MEASURES = 20;

  /** Lines of a run that have every tensor: a line of many tensors has some tens of kB. */
  private static final long DETAILS = 20;

  public static Intervals of(TrainSpec spec, long steps) {
    long log = Math.clamp(steps / LOG_POINTS, 1, LONGEST_SILENCE);
    long standard = multiple(log, LEAST_BETWEEN_MEASURES);
    long measure = Objects.requireNonNullElse(spec.measures().every(), standard);
    return new Intervals(
        spec.evaluate().every(steps),
        spec.checkpoint().every(steps),
        log,
        measure,
        multiple(Math.max(1, measure), steps / DETAILS),
        steps);
  }

  /** The smallest multiple that is at least so much. */
  private static long multiple(long of, long least) {
    return Math.max(1, Math.ceilDiv(least, of)) * of;
  }

  public boolean evaluates(long step) {
    return step % evaluate == 0 || step == last;
  }

  public boolean saves(long step) {
    return step % save == 0 || step == last;
  }

  public boolean logs(long step) {
    return step == 1 || step % log == 0 || evaluates(step) || measures(step);
  }

  /** Whether a line of this step has the instruments' figures of each group. */
  public boolean measures(long step) {
    return measure > 0 && (step == 1 || step == last || step % measure == 0);
  }

  /** Whether it has those of each tensor, too. */
  public boolean details(long step) {
    return measure > 0 && (step == 1 || step == last || step % detail == 0);
  }
}
