package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.verdict.Winner.WithZero;
import org.jspecify.annotations.Nullable;

/** What decay gains over none. */
final class ZeroFindings {
  private final Plan plan;
  private final StudyResult result;
  private final PointResult best;
  private final Winner winner;

  ZeroFindings(Plan plan, StudyResult result, PointResult best) {
    this.plan = plan;
    this.result = result;
    this.best = best;
    this.winner = Gaps.winner(result, best);
  }

  /** Which point is the best, and whether its decay helps. */
  AgainstZero answer() {
    if (plan.space().decays().stream().allMatch(name -> Decays.isNone(best.values().get(name)))) {
      return new AgainstZero.ZeroIsBest(winner, harm().isEmpty() ? visible() : null);
    }
    Gap gap = gap(best.pairedToZero());
    if (gap == null) {
      return new AgainstZero.ZeroUnknown(winner);
    }
    WithZero both = new WithZero(winner, gap, zero(gap));
    if (plan.confoundsDecay()) {
      return new AgainstZero.OtherLength(both);
    }
    return switch (gap.verdict()) {
      case SAME -> new AgainstZero.NoDifference(winner);
      case UNTESTED -> new AgainstZero.OnePair(both);
      case OPEN -> new AgainstZero.NoBenefit(both, visible());
      case MAY_BE_CHANCE -> new AgainstZero.MayBeChance(both, visible());
      case LOWER -> new AgainstZero.Helps(both);
      case HIGHER -> new AgainstZero.Hurts(both);
    };
  }

  /** What else is known of λ = 0, which is of the decay that is searched. */
  List<Finding> more(@Nullable FinalPlan last) {
    List<Finding> findings = new ArrayList<>();
    harm().ifPresent(findings::add);
    Gap stopping = gap(result.stoppingEarly());
    if (stopping != null && stopping.isTested()) {
      findings.add(new AgainstZero.Stopping(stopping));
    }
    if (last != null && !last.otherDecay().isEmpty()) {
      findings.add(new AgainstZero.OtherDecay(last.otherDecay()));
    }
    return findings;
  }

  /** The mean of λ = 0 where it is over the very cells of the pairs, and of the best. */
  private @Nullable Double zero(Gap gap) {
    MeanScores scores =
        plan.points().stream()
            .filter(point -> point.values().equals(best.values()))
            .map(plan::zeroOf)
            .flatMap(Stream::ofNullable)
            .map(this::scores)
            .flatMap(Stream::ofNullable)
            .findFirst()
            .orElse(null);
    return scores != null && scores.cells() == gap.pairs() && best.scores().cells() == gap.pairs()
        ? scores.figure(result.metric())
        : null;
  }

  private @Nullable MeanScores scores(Contender contender) {
    return contender.opponent() == null
        ? result.points().stream()
            .filter(point -> point.values().equals(contender.point().values()))
            .map(PointResult::scores)
            .findFirst()
            .orElse(null)
        : result.opponents().stream()
            .filter(opponent -> opponent.name().equals(contender.opponent()))
            .map(OpponentResult::scores)
            .findFirst()
            .orElse(null);
  }

  private @Nullable Gap gap(@Nullable Paired paired) {
    return paired == null ? null : Gaps.of(result.metric(), paired, Gaps.withZero(result));
  }

  private AgainstZero.@Nullable Visible visible() {
    Double effect = result.minimumDetectableEffect();
    Double level = result.minimumDetectableLevel();
    return effect == null || level == null
        ? null
        : new AgainstZero.Visible(Gaps.unit(result.metric()), effect, level);
  }

  /**
   * The weakest decay that is significantly worse than its λ = 0, other than the best; one that
   * differs from the best in its decay only comes before all others.
   */
  private Optional<AgainstZero> harm() {
    return result.points().stream()
        .filter(point -> !point.equals(best) && point.pairedToZero() != null)
        .map(point -> new Harm(point, Objects.requireNonNull(gap(point.pairedToZero()))))
        .filter(harm -> harm.gap().verdict() == Verdict.HIGHER)
        .min(
            Comparator.comparing(
                    (Harm harm) -> !withoutDecay(harm.point()).equals(withoutDecay(best)))
                .thenComparingDouble(Harm::exposure))
        .map(
            harm ->
                new AgainstZero.TooMuchHurts(
                    harm.point().values(), withoutDecay(harm.point()), harm.gap()));
  }

  /** The values of the λ = 0 that a point is compared with; empty where it is not known. */
  private Map<String, Object> withoutDecay(PointResult point) {
    return plan.points().stream()
        .filter(each -> each.values().equals(point.values()))
        .map(plan.space()::zeroOf)
        .flatMap(Stream::ofNullable)
        .map(Point::values)
        .findFirst()
        .orElse(Map.of());
  }

  private record Harm(PointResult point, Gap gap) {
    double exposure() {
      return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
    }
  }
}
