package org.isotopelm.study;

import java.util.Optional;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/** How much of what a config asks for at a study's end fits into the time that is left. */
final class FinalBudget {
  /** What scoring and counting add to the trainings. */
  private static final double BESIDE = 1.1;

  private final Plan plan;
  private final double cell;
  private final int workers;
  private final boolean kept;

  /**
   * Trainings take as long as the cells of the chosen point did.
   *
   * @param kept whether the mixture's weights are fitted with a network of the search
   */
  FinalBudget(Plan plan, Contender best, Trials trials, int workers, boolean kept) {
    this.kept = kept;
    this.plan = plan;
    this.workers = workers;
    cell =
        trials.results(best).values().stream()
            .mapToDouble(CellResult::seconds)
            .average()
            .orElse(trials.meanSeconds());
  }

  /** How long it takes. */
  double seconds(@Nullable FinalSpec finals) {
    return FinalTasks.seconds(plan, finals, cell, workers, kept);
  }

  /** As much of this as fits: fewer members first, then no mixture. */
  FinalSpec within(FinalSpec asked, double secondsLeft) {
    FinalSpec spec = asked;
    Optional<FinalSpec> smaller = spec.smaller();
    while (BESIDE * seconds(spec) > secondsLeft && smaller.isPresent()) {
      spec = smaller.get();
      smaller = spec.smaller();
    }
    return spec;
  }
}
