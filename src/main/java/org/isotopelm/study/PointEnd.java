package org.isotopelm.study;

import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/** How points ended, and why. */
record PointEnd(Plan plan, Trials trials) {
  PointStatus status(Plan.Proposed proposed) {
    Contender contender = Contender.of(proposed.point());
    if (trials.failed(contender) > 0) {
      return PointStatus.FAILED;
    }
    if (proposed.pruned() != null) {
      return PointStatus.PRUNED;
    }
    return trials.size(contender) < plan.spec().cellsPerPoint()
        ? PointStatus.UNFINISHED
        : PointStatus.DONE;
  }

  /** Why it was pruned or failed; null where it was not. */
  @Nullable String because(Plan.Proposed proposed) {
    return switch (status(proposed)) {
      case DONE, UNFINISHED -> null;
      case PRUNED -> proposed.pruned();
      case FAILED ->
          trials.of(plan.cells(Contender.of(proposed.point()))).stream()
              .filter(trial -> trial.result() == null)
              .map(trial -> trial.status().label() + ": " + trial.message())
              .findFirst()
              .orElse(null);
    };
  }
}
