package org.isotopelm.optim.schedule;

import java.util.Locale;
import org.isotopelm.base.ProblemException;

/**
 * The learning rate over a run: η_t = η_peak·s_t for steps t = 1 … S.
 *
 * <p>While t ≤ w (the warm-up) s_t = t/w. Then, with the floor f:
 *
 * <ul>
 *   <li>constant: 1
 *   <li>linear: f + (1−f)·(S−t)/(S−w)
 *   <li>cosine: f + (1−f)·½(1 + cos(π(t−w)/(S−w))) (Loshchilov and Hutter 2017, equation 5)
 *   <li>warm-up, stable, anneal: 1, and over the last A steps f + (1−f)·(S−t)/A (Hu et al. 2024,
 *       "MiniCPM")
 * </ul>
 *
 * @param kind the shape after the warm-up
 * @param peak η_peak
 * @param steps S
 * @param warmup w, 0 ≤ w ≤ S
 * @param floor f, as a share of the peak
 * @param anneal A, read by warm-up–stable–anneal only
 */
public record Schedule(
    ScheduleKind kind, double peak, long steps, long warmup, double floor, long anneal) {
  private static final String PATH = "optimizer.learning_rate.";

  public Schedule {
    if (steps < 1 || warmup < 0 || warmup > steps || anneal < 0 || anneal > steps - warmup) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "steps %d, warm-up %d, anneal %d", steps, warmup, anneal));
    }
  }

  /**
   * The schedule of a run with this many steps.
   *
   * @throws ProblemException (config) where warm-up and anneal do not fit into the run
   */
  public static Schedule of(LearningRate rate, long steps) {
    long warmup = Length.steps(rate.warmup(), steps);
    boolean anneals = rate.schedule() == ScheduleKind.WARMUP_STABLE_ANNEAL;
    long anneal = anneals ? Length.steps(rate.anneal(), steps) : 0;
    if (warmup > steps) {
      throw ProblemException.config(
          PATH + "warmup",
          String.format(
              Locale.ROOT,
              "a warm-up of %d steps is longer than the run of %d; use at most %d, or a share of the run such as 5%%",
              warmup,
              steps,
              steps));
    }
    if (anneal > steps - warmup) {
      throw ProblemException.config(
          PATH + "anneal",
          String.format(
              Locale.ROOT,
              "a warm-up of %d steps and an anneal of %d are longer than the run of %d; anneal for at most %d",
              warmup,
              anneal,
              steps,
              steps - warmup));
    }
    return new Schedule(rate.schedule(), rate.peak(), steps, warmup, rate.floor(), anneal);
  }

  /** s_t in [0, 1]; 1 in a run of one step, which would take none if it annealed. */
  public double multiplier(long step) {
    if (step < 1 || step > steps) {
      throw new IllegalArgumentException("step " + step + " of a run of " + steps);
    }
    if (steps == 1) {
      return 1;
    }
    if (step <= warmup) {
      return (double) step / warmup;
    }
    return switch (kind) {
      case CONSTANT -> 1;
      case LINEAR -> above((double) (steps - step) / (steps - warmup));
      case COSINE ->
          above(0.5 * (1 + StrictMath.cos(Math.PI * (step - warmup) / (steps - warmup))));
      case WARMUP_STABLE_ANNEAL ->
          step <= steps - anneal ? 1 : above((double) (steps - step) / anneal);
    };
  }

  /**
   * Σ s_t over the first steps of the run, in closed form: 1/w + … + u/w = u(u+1)/(2w) of the
   * warm-up; of m of a straight descent's n steps m − m(m+1)/(2n), and of half a cosine's ½m +
   * ½·sin(mθ/2)·cos((m+1)θ/2)/sin(θ/2) with θ = π/n (Lagrange), each between the floor and 1.
   */
  public double totalMultiplier(long until) {
    if (until < 0 || until > steps) {
      throw new IllegalArgumentException(until + " of " + steps + " steps");
    }
    if (steps == 1) {
      return until;
    }
    double rising = Math.min(until, warmup);
    double rise = warmup == 0 ? 0 : rising * (rising + 1) / 2 / warmup;
    long after = Math.max(0, until - warmup);
    return rise
        + switch (kind) {
          case CONSTANT -> after;
          case LINEAR -> descent(after, straight((double) after, steps - warmup));
          case COSINE -> descent(after, cosine((double) after, steps - warmup));
          case WARMUP_STABLE_ANNEAL -> {
            long falling = Math.max(0, until - (steps - anneal));
            yield after - falling + descent(falling, straight((double) falling, anneal));
          }
        };
  }

  private double descent(long length, double shares) {
    return floor * length + (1 - floor) * shares;
  }

  private static double straight(double m, long n) {
    return m == 0 ? 0 : m - m * (m + 1) / 2 / n;
  }

  private static double cosine(double m, long n) {
    double half = Math.PI / 2 / n;
    return m == 0
        ? 0
        : 0.5 * m
            + 0.5
                * StrictMath.sin(m * half)
                * StrictMath.cos((m + 1) * half)
                / StrictMath.sin(half);
  }

  /** η_t. */
  public double rate(long step) {
    return peak * multiplier(step);
  }

  private double above(double share) {
    return floor + (1 - floor) * share;
  }
}
