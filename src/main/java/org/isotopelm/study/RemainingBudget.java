package org.isotopelm.study;

import java.util.List;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.words.Figures;

/** What is left of a study's budget of cells and time. */
final class RemainingBudget {
  private final StudySpec.Budget budget;
  private final Deadline deadline;
  private final Journal journal;

  /** Seconds that a cell begun now, and all that comes after the search, will take. */
  private volatile double reserved;

  RemainingBudget(StudySpec.Budget budget, Deadline deadline, Journal journal) {
    this.budget = budget;
    this.deadline = deadline;
    this.journal = journal;
  }

  /** Those of the missing cells that the budget is enough for, the first ones. */
  List<Cell> cells(List<Cell> missing, int ended) {
    return StudySpec.Budget.first(missing, budget.cells(), ended);
  }

  /**
   * How many cells the budget is enough for in all.
   *
   * @param seconds for more cells
   * @param secondsPerCell of all that are trained at a time
   */
  int cellsInAll(int ended, double seconds, double secondsPerCell) {
    int limit = budget.cells() == null ? Integer.MAX_VALUE : budget.cells();
    return (int) Math.min(limit, ended + Math.max(0, seconds) / secondsPerCell);
  }

  /** Keeps some of the time for what is yet to be done. */
  void reserve(double seconds) {
    reserved = seconds;
  }

  /** Whether no cell can be begun any more within the time; asked by all threads. */
  boolean isLate() {
    return reserved > secondsLeft() || secondsLeft() <= 0;
  }

  /** What is left of the time; infinite without a limit. */
  double secondsLeft() {
    return Math.max(0, Math.min(ofBudget(), deadline.secondsLeft()));
  }

  private double ofBudget() {
    Double minutes = budget.minutes();
    return minutes == null ? Double.POSITIVE_INFINITY : 60 * minutes - journal.seconds();
  }

  /** Why no more cells are begun. */
  String usedUp() {
    if (isLate() && deadline.secondsLeft() < ofBudget()) {
      return deadline.passed();
    }
    Double minutes = budget.minutes();
    return minutes != null && (isLate() || budget.cells() == null)
        ? "the budget of " + Figures.value(minutes) + " minutes was used up"
        : "the budget of " + budget.cells() + " cells was used up";
  }
}
