package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.StudyResult.Compared;
import org.isotopelm.study.comparison.StudyResult.Final;
import org.isotopelm.study.comparison.StudyResult.NestedResult;
import org.isotopelm.study.comparison.StudyResult.OpponentResult;
import org.isotopelm.study.comparison.StudyResult.Paired;
import org.isotopelm.study.comparison.StudyResult.Parabola;
import org.isotopelm.study.comparison.StudyResult.PointResult;
import org.isotopelm.study.comparison.StudyResult.Scores;
import org.isotopelm.study.comparison.StudyResult.TestResult;
import org.isotopelm.study.comparison.StudyResult.TestedOpponent;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.verdict.Scope.Length;
import org.jspecify.annotations.Nullable;

/**
 * What may and what may not be concluded from a study, the most important first. What would make
 * any of it less believable is found by {@link Warnings}.
 */
public final class Conclusion {
  private static final int MOST_OPPONENTS = 2;
  private static final String CRASHED = Trial.Status.CRASHED.label();

  private final Plan plan;
  private final StudyResult result;
  private final PointResult best;
  private final List<Finding> findings = new ArrayList<>();

  private Conclusion(Plan plan, StudyResult result, PointResult best) {
    this.plan = plan;
    this.result = result;
    this.best = best;
  }

  /**
   * The findings of the conclusion.
   *
   * @param last how the final model was trained; null where that is unknown
   */
  public static List<Finding> of(Plan plan, StudyResult result, @Nullable FinalPlan last) {
    Map<String, Object> values = result.best();
    if (values == null) {
      return List.of(without(result));
    }
    Conclusion all = new Conclusion(plan, result, Gaps.point(result, values));
    all.winner();
    all.set();
    all.parabola();
    if (!plan.space().decays().isEmpty()) {
      all.zero();
      all.harm().ifPresent(all::add);
      all.stopping();
      all.otherDecay(last);
    }
    all.standard();
    all.opponents();
    all.scope(last);
    all.nested();
    all.add(all.test());
    all.testedSeeds();
    all.testedOpponents();
    return List.copyOf(all.findings);
  }

  /** Why there is no best. */
  private static Finding without(StudyResult result) {
    if (result.compared().withheld() != null) {
      return new Ranking.Withheld(result.compared().withheld());
    }
    List<String> reasons =
        result.points().stream().map(PointResult::because).flatMap(Stream::ofNullable).toList();
    if (reasons.isEmpty()) {
      return new Ranking.NothingTrained();
    }
    boolean crashed = reasons.stream().allMatch(each -> each.startsWith(CRASHED));
    return crashed ? new Ranking.AllCrashed(reasons.getFirst()) : new Ranking.AllDiverged();
  }

  private void winner() {
    Scores scores = best.scores();
    Compared compared = result.compared();
    add(
        new Ranking.Lowest(
            best.values(),
            new Ranking.Cells(
                compared.cells(), compared.folds(), compared.seeds(), plan.spec().folds() == 1),
            compared.candidates().size(),
            Gaps.unit(result.metric()),
            Objects.requireNonNull(scores.figure(result.metric())),
            scores.error(result.metric()),
            result.atEdge().stream()
                .map(
                    name -> new Ranking.AtEdge(name, Warnings.isUpper(result, best.values(), name)))
                .toList()));
  }

  /** The best is one of a set. */
  private void set() {
    List<Map<String, Object>> others =
        result.indistinguishable().stream()
            .filter(values -> !values.equals(best.values()))
            .toList();
    if (!others.isEmpty()) {
      add(new Ranking.Alike(others));
    } else if (!result.indistinguishable().isEmpty() && result.compared().candidates().size() > 1) {
      add(new Ranking.ToldApart());
    }
    Map<String, Object> strongest = result.oneStandardError();
    if (strongest != null) {
      add(new Ranking.Strongest(strongest, strongest.equals(best.values())));
    }
  }

  private void parabola() {
    Parabola parabola = result.parabola();
    if (parabola != null) {
      add(
          new Ranking.Minimum(
              parabola.dimension(),
              parabola.minimum(),
              parabola.ci95(),
              parabola.points(),
              Gaps.unit(result.metric()),
              parabola.misfit()));
    }
  }

  private void zero() {
    if (plan.space().decays().stream().allMatch(name -> isNone(best.values().get(name)))) {
      add(new AgainstZero.ZeroIsBest(harm().isEmpty() ? visible() : null));
    } else {
      add(againstZero(gap(best.pairedToZero())));
    }
  }

  private AgainstZero againstZero(@Nullable Gap gap) {
    if (gap == null) {
      return new AgainstZero.ZeroUnknown();
    }
    if (plan.confoundsDecay()) {
      return new AgainstZero.OtherLength(gap);
    }
    if (gap.isNone()) {
      return new AgainstZero.NoDifference();
    }
    if (!gap.isTested()) {
      return new AgainstZero.OnePair(gap);
    }
    if (!gap.isSignificant()) {
      return gap.isSignificantAlone()
          ? new AgainstZero.MayBeChance(gap, visible())
          : new AgainstZero.NoBenefit(gap, visible());
    }
    return gap.isBelow() ? new AgainstZero.Helps(gap) : new AgainstZero.Hurts(gap);
  }

  private @Nullable Gap gap(@Nullable Paired paired) {
    return Gaps.orNull(result.metric(), paired);
  }

  private AgainstZero.@Nullable Visible visible() {
    Double effect = result.minimumDetectableEffect();
    Double level = result.minimumDetectableLevel();
    return effect == null || level == null
        ? null
        : new AgainstZero.Visible(Gaps.unit(result.metric()), effect, level);
  }

  /** The weakest decay that is surely worse than its λ = 0; the best is spoken of already. */
  private Optional<AgainstZero> harm() {
    return result.points().stream()
        .filter(point -> !point.equals(best) && point.pairedToZero() != null)
        .map(point -> new Harm(point, Objects.requireNonNull(gap(point.pairedToZero()))))
        .filter(harm -> harm.gap().isSignificant() && !harm.gap().isBelow())
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
    Gap gap = gap(result.stoppingEarly());
    if (gap == null || !gap.isTested()) {
      return;
    }
    if (!gap.isSignificant()) {
      add(new AgainstZero.StoppingIsOpen(gap));
    } else {
      add(
          gap.isBelow()
              ? new AgainstZero.StoppingIsWorse(gap)
              : new AgainstZero.StoppingIsBetter(gap));
    }
  }

  /** λ = 0 is of the decay that is searched. */
  private void otherDecay(@Nullable FinalPlan last) {
    if (last != null && !last.otherDecay().isEmpty()) {
      add(new AgainstZero.OtherDecay(last.otherDecay()));
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
      add(new AgainstOthers.AgainstOwn(setting, Gaps.of(result.metric(), paired)));
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
                    Gaps.of(result.metric(), Objects.requireNonNull(opponent.pairedToBest()))))
        .sorted(Comparator.comparingDouble(opponent -> opponent.gap().difference()))
        .limit(MOST_OPPONENTS)
        .map(AgainstOthers.Opponent::finding)
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

  /** For what the choice holds, and how long the final model trained on more text. */
  private void scope(@Nullable FinalPlan last) {
    Scores scores = best.scores();
    if (scores.exposure() != null && scores.learningRate() != null && scores.steps() != null) {
      add(
          new Scope.Conditions(
              new Length(scores.exposure(), scores.steps()),
              scores.learningRate(),
              result.test() == null || last == null ? null : last.length()));
    }
  }

  private void nested() {
    NestedResult nested = result.nested();
    if (nested != null) {
      add(
          new Scope.Nested(
              nested.folds().size(),
              Gaps.unit(Metric.NLL),
              nested.nll(),
              Gaps.orNull(Metric.NLL, nested.paired())));
    }
  }

  private Finding test() {
    TestResult test = result.test();
    if (test == null) {
      return new Tested.NoLook();
    }
    if (test.chosen() == null || (test.zero() == null && !plan.space().decays().isEmpty())) {
      return new Tested.FinalFailed();
    }
    // Where λ = 0 was chosen the two are one.
    return test.difference() == null
            || test.ci95() == null
            || test.zero() == null
            || test.chosen().values().equals(test.zero().values())
        ? new Tested.Score(test.chosen().nll(), test.chosen().bitsPerByte())
        : new Tested.Difference(
            test.difference(), Resolution.isNone(test.difference()), test.ci95());
  }

  private void testedSeeds() {
    StudyResult.OverSeeds seeds = result.test() == null ? null : result.test().overSeeds();
    if (seeds != null && seeds.difference() != null) {
      add(new Tested.Seeds(seeds.seeds(), seeds.difference(), seeds.se()));
    }
  }

  /** The best of the opponents, as far as they were trained on all text. */
  private void testedOpponents() {
    Final chosen = result.test() == null ? null : result.test().chosen();
    if (chosen == null) {
      return;
    }
    Objects.requireNonNull(result.test()).opponents().stream()
        .sorted(
            Comparator.comparingDouble(
                each -> Objects.requireNonNullElse(each.nll(), Double.NEGATIVE_INFINITY)))
        .limit(MOST_OPPONENTS)
        .map(each -> tested(each, chosen))
        .flatMap(Optional::stream)
        .forEach(this::add);
  }

  private static Optional<Tested> tested(TestedOpponent opponent, Final chosen) {
    if (opponent.nll() == null) {
      return Optional.of(new Tested.OpponentFailed(opponent.name()));
    }
    Double difference = opponent.difference();
    if (difference != null) {
      return Optional.of(
          new Tested.Opponent(
              opponent.name(),
              difference,
              Resolution.isNone(difference),
              opponent.differenceCi95()));
    }
    return opponent.bitsPerByte() == null || chosen.bitsPerByte() == null
        ? Optional.empty()
        : Optional.of(
            new Tested.OpponentBytes(
                opponent.name(), opponent.bitsPerByte(), chosen.bitsPerByte()));
  }

  private void add(Finding finding) {
    findings.add(finding);
  }
}
