package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.study.comparison.CountedResult;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/** The best against the config's own setting, and against opponents. */
final class OtherFindings {
  static final int MOST_OPPONENTS = 2;

  private OtherFindings() {}

  static List<Finding> of(Plan plan, StudyResult result, PointResult best) {
    List<Finding> findings = new ArrayList<>();
    Contender standard = plan.standard();
    if (standard != null) {
      standard(plan, result, best, standard).ifPresent(findings::add);
    }
    findings.addAll(opponents(plan, result));
    counted(result).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> standard(
      Plan plan, StudyResult result, PointResult best, Contender standard) {
    Paired paired = best.pairedToDefault();
    Contender zeroOfOwn = plan.zeroOf(standard.point());
    boolean isPoint = standard.opponent() == null;
    if (paired == null && !standard.equals(zeroOfOwn)) {
      boolean isOwn = isPoint && standard.point().values().equals(best.values());
      return Optional.of(
          isOwn ? new AgainstOthers.OwnSetting() : new AgainstOthers.OwnSettingUnknown());
    }
    if (paired == null || paired.equals(best.pairedToZero())) {
      return Optional.empty();
    }
    // A pair that is compared with λ = 0 has its corrected p from there.
    boolean isOfZero = isPoint(zeroOfOwn, best);
    int family = isOfZero ? Gaps.withZero(result) : Gaps.withOwn(result);
    return Optional.of(
        new AgainstOthers.AgainstOwn(
            isPoint ? standard.point().toString() : null,
            Gaps.of(result.metric(), paired, family)));
  }

  private static boolean isPoint(@Nullable Contender contender, PointResult point) {
    return contender != null
        && contender.opponent() == null
        && contender.point().values().equals(point.values());
  }

  private static Optional<Finding> counted(StudyResult result) {
    CountedResult counted = result.counted();
    if (counted == null || counted.pairedToBest() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new AgainstOthers.AgainstCounted(
            counted.label(),
            Objects.requireNonNull(counted.figure(result.metric())),
            Gaps.of(result.metric(), counted.pairedToBest(), 0)));
  }

  /** Each opponent of the config against the best; λ = 0 and the config itself had theirs. */
  private static List<AgainstOthers.AgainstOpponent> opponents(Plan plan, StudyResult result) {
    return result.opponents().stream()
        .filter(opponent -> !opponent.name().equals(Contender.ZERO))
        .filter(opponent -> !opponent.name().equals(Contender.DEFAULT))
        .filter(opponent -> opponent.pairedToBest() != null)
        .map(
            opponent ->
                new AgainstOthers.AgainstOpponent(
                    opponent.name(),
                    hasNoDecay(plan, opponent),
                    Gaps.of(result.metric(), Objects.requireNonNull(opponent.pairedToBest()), 0)))
        .sorted(Comparator.comparingDouble(opponent -> opponent.gap().difference()))
        .limit(MOST_OPPONENTS)
        .toList();
  }

  /** Whether the opponent sets every decay that is searched to 0. */
  private static boolean hasNoDecay(Plan plan, OpponentResult opponent) {
    List<String> paths =
        plan.space().decays().stream()
            .flatMap(name -> Objects.requireNonNull(plan.spec().space().get(name)).set().stream())
            .toList();
    return !paths.isEmpty()
        && paths.stream().allMatch(path -> Decays.isZero(opponent.settings().get(path)));
  }
}
