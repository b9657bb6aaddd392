package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.OverSeeds;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.plan.FinalWork.Part;
import org.isotopelm.study.plan.Plan;

/** What the test split confirms. */
final class TestFindings {
  private TestFindings() {}

  static List<Finding> of(Plan plan, StudyResult result) {
    TestResult test = result.test();
    if (test == null) {
      return List.of(new Tested.NoLook());
    }
    List<Finding> findings = new ArrayList<>();
    boolean zeroLeftOut = result.ladder() != null && result.ladder().tried().leavesOut(Part.ZERO);
    findings.add(chosen(plan, test, zeroLeftOut));
    if (zeroLeftOut) {
      findings.add(new Tested.ZeroLeftOut());
    }
    OverSeeds seeds = test.overSeeds();
    if (seeds != null && seeds.difference() != null) {
      findings.add(new Tested.Seeds(seeds.seeds(), seeds.difference(), seeds.se()));
    }
    if (test.chosen() != null) {
      findings.addAll(opponents(test, test.chosen()));
    }
    TestedCounted counted = test.counted();
    if (counted != null && counted.difference() != null) {
      Gap gap = gap(counted.difference(), counted.differenceCi95());
      findings.add(new Tested.Counted(counted.label(), gap));
    }
    if (result.ladder() != null) {
      findings.add(recommended(result.ladder()));
    }
    return findings;
  }

  private static Finding recommended(Rungs ladder) {
    Rung nearest =
        ladder.models().stream().skip(1).min(Comparator.comparingDouble(Rung::nll)).orElse(null);
    Rung lower =
        ladder.beside().stream()
            .filter(rung -> rung.nll() < ladder.best().nll())
            .min(Comparator.comparingDouble(Rung::nll))
            .orElse(null);
    return new Tested.Recommended(
        ladder.best(), ladder.single(), ladder.models().size(), nearest, lower);
  }

  private static Finding chosen(Plan plan, TestResult test, boolean zeroLeftOut) {
    boolean hasZero = !plan.space().decays().isEmpty() && !zeroLeftOut;
    if (test.chosen() == null || (test.zero() == null && hasZero)) {
      return new Tested.FinalFailed();
    }
    // Where λ = 0 was chosen the two are one.
    return test.difference() == null
            || test.ci95() == null
            || test.zero() == null
            || test.chosen().values().equals(test.zero().values())
        ? new Tested.Score(test.chosen().nll(), test.chosen().bitsPerByte())
        : new Tested.Difference(gap(test.difference(), test.ci95()));
  }

  private static Gap gap(double difference, List<Double> ci95) {
    return Gaps.tested(difference, Resolution.isNone(difference), ci95);
  }

  /** The best of the opponents, as far as they were trained on all text. */
  private static List<Tested> opponents(TestResult test, FinalResult chosen) {
    return test.opponents().stream()
        .sorted(
            Comparator.comparingDouble(
                each -> Objects.requireNonNullElse(each.nll(), Double.NEGATIVE_INFINITY)))
        .limit(OtherFindings.MOST_OPPONENTS)
        .map(each -> opponent(each, chosen))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Tested> opponent(TestedOpponent opponent, FinalResult chosen) {
    if (opponent.nll() == null) {
      return Optional.of(new Tested.OpponentFailed(opponent.name()));
    }
    Double difference = opponent.difference();
    if (difference != null) {
      return Optional.of(
          new Tested.Opponent(opponent.name(), gap(difference, opponent.differenceCi95())));
    }
    return opponent.bitsPerByte() == null || chosen.bitsPerByte() == null
        ? Optional.empty()
        : Optional.of(
            new Tested.OpponentBytes(
                opponent.name(), opponent.bitsPerByte(), chosen.bitsPerByte()));
  }
}
