package org.isotopelm.study;

import org.jspecify.annotations.Nullable;

/**
 * A cell that has ended.
 *
 * @param result what it gave, or null if it diverged
 * @param message why it diverged, or null
 */
public record Trial(Cell cell, @Nullable CellResult result, @Nullable String message) {

  /** A training that came to its end. */
  static Trial of(Cell cell, CellResult result) {
    return result.isFinite()
        ? new Trial(cell, result, null)
        : diverged(cell, "a figure is no finite number: " + result);
  }

  /** A training that diverged. */
  static Trial diverged(Cell cell, String message) {
    return new Trial(cell, null, message);
  }

  /** {@code done} or {@code diverged}. */
  public String status() {
    return result == null ? "diverged" : "done";
  }
}
