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
import org.jspecify.annotations.Nullable;

/** What the test split confirms. */
final class TestFindings {
  private final Plan plan;
  private final TestResult test;
  private final @Nullable Rungs ladder;

  /** The chosen point's model, where a sentence names it. */
  private final String model;

  private TestFindings(Plan plan, TestResult test, @Nullable Rungs ladder) {
    this.plan = plan;
    this.test = test;
    this.ladder = ladder;
    model = ladder == null ? "the chosen model" : "the single model";
  }

  static List<Finding> of(Plan plan, StudyResult result) {
    return result.test() == null
        ? List.of(new Tested.NoLook())
        : new TestFindings(plan, result.test(), result.ladder()).findings();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    boolean zeroLeftOut = ladder != null && ladder.tried().leavesOut(Part.ZERO);
    findings.add(chosen(zeroLeftOut));
    if (zeroLeftOut) {
      findings.add(new Tested.ZeroLeftOut());
    }
    OverSeeds seeds = test.overSeeds();
    if (seeds != null && seeds.difference() != null) {
      findings.add(new Tested.Seeds(model, seeds.seeds(), seeds.difference(), seeds.se()));
    }
    if (test.chosen() != null) {
      findings.addAll(opponents(test.chosen()));
    }
    TestedCounted counted = test.counted();
    if (counted != null && counted.difference() != null && !isComparedWithTheBest()) {
      Gap gap = gap(counted.difference(), counted.differenceCi95());
      findings.add(new Tested.Counted(counted.label(), model, gap));
    }
    return findings;
  }

  /** Whether it is said how the counted model stands beside the recommended one. */
  private boolean isComparedWithTheBest() {
    return ladder != null
        && ladder
            .beside(Rung.COUNTED)
            .filter(counted -> counted.pairedToRecommended() != null)
            .isPresent();
  }

  private Finding chosen(boolean zeroLeftOut) {
    boolean hasZero = !plan.space().decays().isEmpty() && !zeroLeftOut;
    if (test.chosen() == null || (test.zero() == null && hasZero)) {
      return new Tested.FinalFailed();
    }
    // Where λ = 0 was chosen the two are one.
    return test.difference() == null
            || test.ci95() == null
            || test.zero() == null
            || test.chosen().values().equals(test.zero().values())
        ? new Tested.Score(model, test.chosen().nll(), test.chosen().bitsPerByte())
        : new Tested.Difference(model, gap(test.difference(), test.ci95()));
  }

  private static Gap gap(double difference, List<Double> ci95) {
    return Gaps.tested(difference, Resolution.isNone(difference), ci95);
  }

  /** The best of the opponents, as far as they were trained on all text. */
  private List<Tested> opponents(FinalResult chosen) {
    return test.opponents().stream()
        .sorted(
            Comparator.comparingDouble(
                each -> Objects.requireNonNullElse(each.nll(), Double.NEGATIVE_INFINITY)))
        .limit(OtherFindings.MOST_OPPONENTS)
        .map(each -> opponent(each, chosen))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Tested> opponent(TestedOpponent opponent, FinalResult chosen) {
    if (opponent.nll() == null) {
      return Optional.of(new Tested.OpponentFailed(opponent.name()));
    }
    Double difference = opponent.difference();
    if (difference != null) {
      return Optional.of(
          new Tested.Opponent(opponent.name(), model, gap(difference, opponent.differenceCi95())));
    }
    return opponent.bitsPerByte() == null || chosen.bitsPerByte() == null
        ? Optional.empty()
        : Optional.of(
            new Tested.OpponentBytes(
                opponent.name(), opponent.bitsPerByte(), model, chosen.bitsPerByte()));
  }
}
