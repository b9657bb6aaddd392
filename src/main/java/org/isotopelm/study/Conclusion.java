package org.isotopelm.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.study.StudyResult.NestedResult;
import org.isotopelm.study.StudyResult.OpponentResult;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.Parabola;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Scores;
import org.isotopelm.study.StudyResult.TestResult;
import org.isotopelm.study.verdict.AgainstOthers;
import org.isotopelm.study.verdict.AgainstZero;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.Gap;
import org.isotopelm.study.verdict.Ranking;
import org.isotopelm.study.verdict.Scope;
import org.isotopelm.study.verdict.Tested;
import org.jspecify.annotations.Nullable;

/**
 * What may and what may not be concluded from a study, the most important first. What would make
 * any of it less believable is found by {@link Warnings}.
 */
final class Conclusion {
  private static final int MOST_OPPONENTS = 2;

  private final Plan plan;
  private final StudyResult result;
  private final PointResult best;
  private final @Nullable Paired stoppingEarly;
  private final List<Finding> findings = new ArrayList<>();

  private Conclusion(Plan plan, StudyResult result, PointResult best, @Nullable Paired early) {
    this.plan = plan;
    this.result = result;
    this.best = best;
    this.stoppingEarly = early;
  }

  /**
   * The findings of the conclusion.
   *
   * @param stoppingEarly the best at its end minus λ = 0 at its best checkpoint; null where there
   *     are not both
   */
  static List<Finding> of(Plan plan, StudyResult result, @Nullable Paired stoppingEarly) {
    Map<String, Object> values = result.best();
    if (values == null) {
      return List.of(new Ranking.NoCandidate());
    }
    Conclusion all = new Conclusion(plan, result, Gaps.point(result, values), stoppingEarly);
    all.winner();
    all.set();
    all.parabola();
    if (!plan.space().decays().isEmpty()) {
      all.zero();
      all.stopping();
    }
    all.standard();
    all.opponents();
    all.scope();
    all.nested();
    all.add(all.test());
    return List.copyOf(all.findings);
  }

  private void winner() {
    Scores scores = best.scores();
    add(
        new Ranking.Lowest(
            best.values(),
            plan.spec().folds(),
            plan.spec().seeds(),
            result.points().size(),
            Objects.requireNonNull(scores.nll()),
            scores.se(),
            Objects.requireNonNull(scores.perplexity()),
            result.atEdge()));
    if (result.oneStandardError() != null) {
      add(new Ranking.Strongest(result.oneStandardError()));
    }
  }

  /** The best is one of a set. */
  private void set() {
    List<Map<String, Object>> others =
        result.indistinguishable().stream()
            .filter(values -> !values.equals(best.values()))
            .toList();
    if (!others.isEmpty()) {
      add(new Ranking.Alike(others));
    } else if (!result.indistinguishable().isEmpty() && result.points().size() > 1) {
      add(new Ranking.ToldApart());
    }
  }

  private void parabola() {
    Parabola parabola = result.parabola();
    if (parabola != null) {
      add(new Ranking.Minimum(parabola.minimum(), parabola.ci95(), parabola.points()));
    }
  }

  private void zero() {
    Optional<AgainstZero> harm = harm();
    if (plan.space().decays().stream().allMatch(name -> isNone(best.values().get(name)))) {
      add(new AgainstZero.ZeroIsBest(harm.isEmpty() ? result.minimumDetectableEffect() : null));
    } else {
      add(againstZero(Gaps.orNull(best.pairedToZero())));
    }
    harm.ifPresent(this::add);
  }

  private AgainstZero againstZero(@Nullable Gap gap) {
    if (gap == null) {
      return new AgainstZero.ZeroUnknown();
    }
    if (!gap.isTested()) {
      return new AgainstZero.OnePair(gap);
    }
    if (!gap.isSignificant()) {
      return new AgainstZero.NoBenefit(gap, result.minimumDetectableEffect());
    }
    return gap.difference() < 0 ? new AgainstZero.Helps(gap) : new AgainstZero.Hurts(gap);
  }

  /** The weakest decay that is surely worse than λ = 0; the best is spoken of already. */
  private Optional<AgainstZero> harm() {
    return result.points().stream()
        .filter(point -> !point.equals(best) && point.pairedToZero() != null)
        .map(point -> new Harm(point, Gaps.of(Objects.requireNonNull(point.pairedToZero()))))
        .filter(harm -> harm.gap().isSignificant() && harm.gap().difference() > 0)
        .min(Comparator.comparingDouble(Harm::exposure))
        .map(harm -> new AgainstZero.TooMuchHurts(harm.point().values(), harm.gap()));
  }

  private record Harm(PointResult point, Gap gap) {
    double exposure() {
      return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
    }
  }

  /** Is decay better than training shorter? The best checkpoint of λ = 0. */
  private void stopping() {
    Gap gap = Gaps.orNull(stoppingEarly);
    if (gap != null && gap.isTested()) {
      add(
          gap.difference() < 0 && gap.isSignificant()
              ? new AgainstZero.StoppingIsWorse(gap)
              : new AgainstZero.StoppingIsAsGood(gap));
    }
  }

  private void standard() {
    Contender standard = plan.standard();
    if (standard == null) {
      return;
    }
    Paired paired = best.pairedToDefault();
    if (paired == null) {
      if (!standard.equals(plan.zeroOf(standard.point()))) {
        add(
            standard.opponent() == null && standard.point().values().equals(best.values())
                ? new AgainstOthers.OwnSetting()
                : new AgainstOthers.OwnSettingUnknown());
      }
    } else if (!paired.equals(best.pairedToZero())) {
      String setting = standard.opponent() == null ? standard.point().toString() : null;
      add(new AgainstOthers.AgainstOwn(setting, Gaps.of(paired)));
    }
  }

  /** Each opponent of the config against the best; λ = 0 and the config itself had theirs. */
  private void opponents() {
    result.opponents().stream()
        .filter(opponent -> !opponent.name().equals(Contender.ZERO))
        .filter(opponent -> !opponent.name().equals(Contender.DEFAULT))
        .filter(opponent -> opponent.pairedToBest() != null)
        .map(
            opponent ->
                new AgainstOthers.Opponent(
                    opponent.name(),
                    hasNoDecay(opponent),
                    Gaps.of(Objects.requireNonNull(opponent.pairedToBest()))))
        .sorted(Comparator.comparingDouble(opponent -> opponent.gap().difference()))
        .limit(MOST_OPPONENTS)
        .forEach(this::add);
  }

  /** Whether the opponent sets every decay that is searched to 0. */
  private boolean hasNoDecay(OpponentResult opponent) {
    List<String> paths =
        plan.space().decays().stream()
            .flatMap(name -> Objects.requireNonNull(plan.spec().space().get(name)).set().stream())
            .toList();
    return !paths.isEmpty()
        && paths.stream().allMatch(path -> isZero(opponent.settings().get(path)));
  }

  /** No decay, as a λ or exposure or as a time; or none that is searched. */
  private static boolean isNone(@Nullable Object value) {
    return value == null || Space.INFINITE.equals(value) || isZero(value);
  }

  private static boolean isZero(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() == 0;
  }

  /** For what the choice holds, and what is held when the final model trains on more text. */
  private void scope() {
    Scores scores = best.scores();
    if (scores.exposure() == null || scores.learningRate() == null || scores.steps() == null) {
      return;
    }
    String held =
        switch (plan.spec().hold()) {
          case LAMBDA -> "λ, so that its exposure grows with its steps";
          case EXPOSURE -> "the exposure, so that its λ falls as its steps grow";
          case TIMESCALE -> "the timescale";
        };
    add(
        new Scope.Conditions(
            scores.exposure(),
            scores.learningRate(),
            scores.steps(),
            result.test() == null ? null : held));
  }

  private void nested() {
    NestedResult nested = result.nested();
    if (nested != null) {
      add(new Scope.Nested(nested.folds().size(), nested.nll(), Gaps.orNull(nested.paired())));
    }
  }

  private @Nullable Finding test() {
    TestResult test = result.test();
    if (test == null) {
      return new Tested.NoLook();
    }
    if (test.chosen() == null || (test.zero() == null && !plan.space().decays().isEmpty())) {
      return new Tested.FinalFailed();
    }
    if (test.difference() == null || test.ci95() == null) {
      return new Tested.Score(test.chosen().nll());
    }
    return test.chosen().equals(test.zero())
        ? null
        : new Tested.Difference(test.difference(), test.ci95());
  }

  private void add(@Nullable Finding finding) {
    if (finding != null) {
      findings.add(finding);
    }
  }
}
