package org.isotopelm.study;

import java.util.Optional;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.FinalWork.Part;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/** How much of what a config asks for at a study's end fits into the time that is left. */
final class FinalBudget {
  private final Plan plan;
  private final double cell;
  private final int workers;
  private final boolean kept;
  private final boolean substitute;

  /** Whether λ = 0 is another model than the chosen one. */
  private final boolean hasZero;

  /**
   * Trainings take as long as the cells of the chosen point did. What cells evaluate and final
   * trainings do not, stands for the time to score and to count.
   *
   * @param kept whether the mixture's weights are fitted with the very network of the search
   * @param substitute whether they can be fitted with another one
   */
  FinalBudget(
      Plan plan, Contender best, Trials trials, int workers, boolean kept, boolean substitute) {
    this.kept = kept;
    this.substitute = substitute;
    Point zero = plan.space().zeroOf(best.point());
    hasZero = zero != null && !zero.equals(best.point());
    this.plan = plan;
    this.workers = workers;
    cell =
        trials.results(best).values().stream()
            .mapToDouble(CellResult::seconds)
            .average()
            .orElse(trials.meanSeconds());
  }

  /** How long it takes. */
  double seconds(@Nullable FinalWork work) {
    boolean trained = work != null && !work.leavesOut(Part.WEIGHTS);
    return FinalTasks.seconds(plan, work, cell, workers, kept || !trained);
  }

  /** As much of what is asked for as fits, and the single model in any case. */
  FinalWork within(FinalSpec asked, double secondsLeft) {
    FinalWork work = FinalWork.all(asked);
    Optional<FinalWork> smaller = smaller(work);
    while (seconds(work) > secondsLeft && smaller.isPresent()) {
      work = smaller.get();
      smaller = smaller(work);
    }
    return work;
  }

  /**
   * With one thing less. The mixture stays longest, because it gains most; where it needs no
   * training, or a network of the search can stand in for that, it always stays.
   */
  private Optional<FinalWork> smaller(FinalWork work) {
    FinalSpec finals = work.finals();
    if (finals.student() != null) {
      return Optional.of(work.without(Part.STUDENT, finals.withoutStudent()));
    }
    if (finals.members() > 1) {
      return Optional.of(work.without(Part.MEMBERS, finals.withMembers(finals.members() - 1)));
    }
    if (!work.leavesOut(Part.OPPONENTS) && !FinalTasks.opponents(plan).isEmpty()) {
      return Optional.of(work.without(Part.OPPONENTS, finals));
    }
    if (!work.leavesOut(Part.ZERO) && hasZero) {
      return Optional.of(work.without(Part.ZERO, finals));
    }
    if (!finals.mix() || kept || work.leavesOut(Part.WEIGHTS)) {
      return Optional.empty();
    }
    return Optional.of(
        substitute
            ? work.without(Part.WEIGHTS, finals)
            : work.without(Part.MIX, finals.withoutMixture()));
  }
}
