package org.isotopelm.study;

/**
 * When a session of a study has no more time, so that it begins no more trainings of its search and
 * makes fewer final models. Another session has its own; {@code study.budget.minutes} is for all of
 * them together.
 *
 * @param seconds that the session may take; infinite: as many as it needs
 * @param begun {@link System#nanoTime} at its start
 * @param passed what is said once they have passed, such as {@code the 2 minutes were used up}
 */
public record Deadline(double seconds, long begun, String passed) {
  /** There is time enough. */
  public static final Deadline NONE = new Deadline(Double.POSITIVE_INFINITY, 0, "");

  /** So many minutes from now. */
  public static Deadline in(double minutes, String passed) {
    return new Deadline(60 * minutes, System.nanoTime(), passed);
  }

  /** The same, whose time has passed. */
  Deadline over() {
    return this.equals(NONE) ? this : new Deadline(0, begun, passed);
  }

  double secondsLeft() {
    return seconds - (System.nanoTime() - begun) * 1e-9;
  }
}
