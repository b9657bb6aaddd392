package org.isotopelm.study;

import java.util.List;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** What a study has spent of its budget. */
final class Spending {
  private final StudySpec.Budget budget;
  private final Journal journal;

  /** Seconds that a cell begun now, and all that comes after the search, will take. */
  private volatile double reserved;

  Spending(StudySpec.Budget budget, Journal journal) {
    this.budget = budget;
    this.journal = journal;
  }

  /** Those of a round's points that the budget is enough for, the first ones. */
  <T> List<T> points(List<T> round, int before) {
    return first(round, budget.trials(), before);
  }

  /** Those of the missing cells that the budget is enough for, the first ones. */
  List<Cell> cells(List<Cell> missing, int ended) {
    return first(missing, budget.cells(), ended);
  }

  private static <T> List<T> first(List<T> all, @Nullable Integer limit, int spent) {
    return limit == null ? all : all.subList(0, Math.clamp(limit - spent, 0, all.size()));
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
    Double minutes = budget.minutes();
    return minutes == null
        ? Double.POSITIVE_INFINITY
        : Math.max(0, 60 * minutes - journal.seconds());
  }

  /** What stopped the search. */
  String reason() {
    Double minutes = budget.minutes();
    if (minutes != null && isLate()) {
      return "the budget of " + Figures.value(minutes) + " minutes was used up";
    }
    return "the budget of "
        + (budget.cells() == null ? budget.trials() + " trials" : budget.cells() + " cells")
        + " was used up";
  }
}
