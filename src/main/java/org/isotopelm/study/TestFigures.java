package org.isotopelm.study;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.comparison.TestedSeed;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.FinalScore.Difference;
import org.isotopelm.study.training.StudyTask.CountFinal;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/** The figures of the final trainings on the test split, put together as its result. */
final class TestFigures {
  private final StudyTasks tasks;
  private final FinalTasks finals;
  private final FinalScores scores;
  private final StudySpec spec;

  private TestFigures(StudyTasks tasks, FinalTasks finals, FinalScores scores) {
    this.tasks = tasks;
    this.finals = finals;
    this.scores = scores;
    spec = finals.plan().spec();
  }

  /**
   * The result, with the counted baseline of the same look.
   *
   * @param look its number
   */
  static TestResult of(StudyTasks tasks, FinalTasks finals, FinalScores scores, int look) {
    return new TestFigures(tasks, finals, scores).result(look);
  }

  private TestResult result(int look) {
    Contender zero = finals.zero();
    FinalScore first = scores.score(finals.best(), finals.seed(0));
    FinalScore second = zero == null ? null : scores.score(zero, finals.seed(0));
    Difference difference = difference(first, second);
    return new TestResult(
        result(finals.best(), first),
        zero == null ? null : result(zero, second),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? null : difference.ci95(),
        look,
        finals.opponents().stream().map(each -> opponent(each, first)).toList(),
        seeds(),
        counted(first));
  }

  private @Nullable TestedCounted counted(@Nullable FinalScore chosen) {
    CountedSpec counted = spec.counted();
    if (counted == null) {
      return null;
    }
    FinalScore score = tasks.perform(new CountFinal(counted));
    Difference difference = difference(score, chosen);
    return new TestedCounted(
        counted.order(),
        score.nll(),
        score.ci95(),
        score.bitsPerByte(),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? List.of() : difference.ci95());
  }

  private @Nullable Difference difference(@Nullable FinalScore a, @Nullable FinalScore b) {
    return a == null || b == null || !a.isComparableTo(b) ? null : a.difference(b);
  }

  private static @Nullable FinalResult result(Contender contender, @Nullable FinalScore score) {
    return score == null
        ? null
        : new FinalResult(
            contender.point().values(), score.nll(), score.ci95(), score.bitsPerByte());
  }

  private TestedOpponent opponent(Contender opponent, @Nullable FinalScore chosen) {
    FinalScore score = scores.score(opponent, finals.seed(0));
    Difference difference = difference(score, chosen);
    return new TestedOpponent(
        opponent.label(),
        score == null ? null : (Double) score.nll(),
        score == null ? List.of() : score.ci95(),
        score == null ? null : (Double) score.bitsPerByte(),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? List.of() : difference.ci95());
  }

  private List<TestedSeed> seeds() {
    List<TestedSeed> seeds = new ArrayList<>();
    for (int repetition = 0; repetition < spec.seeds(); repetition++) {
      long seed = finals.seed(repetition);
      FinalScore chosen = scores.score(finals.best(), seed);
      FinalScore without = finals.zero() == null ? null : scores.score(finals.zero(), seed);
      Difference difference = difference(chosen, without);
      seeds.add(
          new TestedSeed(
              seed,
              chosen == null ? null : (Double) chosen.nll(),
              without == null ? null : (Double) without.nll(),
              difference == null ? null : (Double) difference.difference()));
    }
    return seeds;
  }
}
