package org.isotopelm.study.trial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cell that has ended.
 *
 * @param status how it ended
 * @param result what it gave, or null if it failed
 * @param message why it failed, or null
 */
public record Trial(
    Cell cell, Status status, @Nullable CellResult result, @Nullable String message) {

  /** How a cell ended. */
  public enum Status {
    /** At its last step, with figures. */
    DONE,
    /** Its loss or a gradient was not a finite number; it would diverge again. */
    DIVERGED,
    /**
     * An error of the program or the machine ended it; it is tried again when the study goes on.
     */
    CRASHED,
    /** Its scores are no probabilities; they would be none again. */
    INCOMPARABLE;

    /** As in the journal and in tables. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A training that finished. */
  public static Trial of(Cell cell, CellResult result) {
    if (!result.isFinite()) {
      return diverged(cell, "a figure is not a finite number: " + result);
    }
    return Divergence.isSure(result.nll())
        ? diverged(cell, "its nll is far above what guessing gives: " + result.nll())
        : new Trial(cell, Status.DONE, result, null);
  }

  /** A training that diverged. */
  public static Trial diverged(Cell cell, String message) {
    return new Trial(cell, Status.DIVERGED, null, message);
  }

  /** A model whose scores are no probabilities. */
  public static Trial incomparable(Cell cell, String message) {
    return new Trial(cell, Status.INCOMPARABLE, null, message);
  }

  /** A training that crashed. */
  public static Trial crashed(Cell cell, String message) {
    return new Trial(cell, Status.CRASHED, null, message);
  }
}
