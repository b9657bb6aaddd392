package org.isotopelm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.FinalWork.Part;
import org.isotopelm.study.plan.StudentSpec;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalBudgetTest {
  private static final FinalSpec ALL = Studies.members(3, true);

  @TempDir Path folder;

  /**
   * On three folds a final training takes 3/2 of a cell, so 0.75 s: three members, λ = 0 and the
   * opponent; that of the weights is on the text of a cell, 0.5 s.
   */
  private FinalBudget budget(int workers) {
    return budget(workers, false);
  }

  private FinalBudget budget(int workers, boolean kept) {
    return budget(workers, kept, false);
  }

  private FinalBudget budget(int workers, boolean kept, boolean substitute) {
    StudySpec spec = Studies.grid(0, 0.1, 0.2, 0.5);
    StudyOutcome outcome = Study.run(spec, new FakeRunner(), Studies.session(folder, 2));
    Trials trials = new Trials();
    outcome.trials().stream()
        .map(trial -> Trial.of(trial.cell(), FakeRunner.result(4, 3, 1)))
        .forEach(trials::add);
    return new FinalBudget(
        outcome.plan(), Objects.requireNonNull(outcome.best()), trials, workers, kept, substitute);
  }

  @Test
  void seconds_areThoseOfAllTrainingsSideBySide() {
    assertThat(budget(1).seconds(FinalWork.all(ALL))).isCloseTo(5 * 0.75 + 0.5, within(1e-9));
    assertThat(budget(4).seconds(FinalWork.all(ALL))).isCloseTo(2 * 0.75, within(1e-9));
    assertThat(budget(1).seconds(null)).isCloseTo(3 * 0.75, within(1e-9));
    FinalSpec longer = new FinalSpec(3, 2.5, FinalSpec.Weights.LAST, true, null);
    assertThat(budget(1).seconds(FinalWork.all(longer)))
        .isCloseTo(2.5 * (5 * 0.75 + 0.5), within(1e-9));
    assertThat(budget(1).seconds(FinalWork.all(longer.counted())))
        .isCloseTo(3 * 0.75 + 0.5, within(1e-9));
  }

  @Test
  void seconds_whereTheNetworkOfTheWeightsIsKept_areThoseOfTheOthers() {
    assertThat(budget(1, true).seconds(FinalWork.all(ALL))).isCloseTo(5 * 0.75, within(1e-9));
    assertThat(budget(1, true).seconds(FinalWork.all(Studies.members(3, false))))
        .isCloseTo(5 * 0.75, within(1e-9));
  }

  @Test
  void within_leavesOutMembersThenOpponentsThenZeroAndTheMixtureLast() {
    FinalBudget budget = budget(1);
    assertThat(budget.within(ALL, Double.POSITIVE_INFINITY)).isEqualTo(FinalWork.all(ALL));
    assertThat(budget.within(ALL, time(6))).isEqualTo(FinalWork.all(ALL));
    assertThat(budget.within(ALL, time(5)))
        .isEqualTo(new FinalWork(Studies.members(2, true), List.of(Part.MEMBERS)));
    FinalSpec mixture = Studies.members(1, true);
    assertThat(budget.within(ALL, time(4)))
        .isEqualTo(new FinalWork(mixture, List.of(Part.MEMBERS)));
    assertThat(budget.within(ALL, time(3)))
        .isEqualTo(new FinalWork(mixture, List.of(Part.MEMBERS, Part.OPPONENTS)));
    assertThat(budget.within(ALL, time(2)))
        .isEqualTo(new FinalWork(mixture, List.of(Part.MEMBERS, Part.OPPONENTS, Part.ZERO)));
    List<Part> all = List.of(Part.MEMBERS, Part.OPPONENTS, Part.ZERO, Part.MIX);
    FinalSpec single = Studies.members(1, false);
    assertThat(budget.within(ALL, time(1))).isEqualTo(new FinalWork(single, all));
    assertThat(budget.within(ALL, 0)).isEqualTo(new FinalWork(single, all));
  }

  @Test
  void within_whereTheMixtureNeedsNoTraining_keepsIt() {
    assertThat(budget(1, true).within(ALL, 0))
        .isEqualTo(
            new FinalWork(
                Studies.members(1, true), List.of(Part.MEMBERS, Part.OPPONENTS, Part.ZERO)));
  }

  @Test
  void within_whereANetworkOfTheSearchStandsIn_keepsTheMixtureWithoutItsTraining() {
    FinalWork least = budget(1, false, true).within(ALL, 0);
    assertThat(least)
        .isEqualTo(
            new FinalWork(
                Studies.members(1, true),
                List.of(Part.MEMBERS, Part.OPPONENTS, Part.ZERO, Part.WEIGHTS)));
    assertThat(budget(1, false, true).seconds(least)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void within_withAStudent_leavesThatOutFirst() {
    FinalSpec asked = new FinalSpec(3, 1, FinalSpec.Weights.LAST, true, new StudentSpec(0.35));
    assertThat(budget(1).within(asked, time(6)))
        .isEqualTo(new FinalWork(ALL, List.of(Part.STUDENT)));
  }

  /** Enough for so many trainings, but not for one more. */
  private static double time(int trainings) {
    return trainings * 0.82;
  }
}
