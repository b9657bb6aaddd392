package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.comparison.FinalNetwork;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.trial.Metric;

/** Which of the final models is recommended, and how it stands beside what is none of them. */
final class RecommendationFindings {
  private final Rungs ladder;
  private final TestResult test;

  private RecommendationFindings(Rungs ladder, TestResult test) {
    this.ladder = ladder;
    this.test = test;
  }

  /** None where a study makes one model. */
  static List<Finding> of(StudyResult result) {
    return result.ladder() == null || result.test() == null
        ? List.of()
        : new RecommendationFindings(result.ladder(), result.test()).findings();
  }

  private List<Finding> findings() {
    boolean once = test.look() == 1;
    List<Finding> findings = new ArrayList<>();
    Optional<Recommendation.CountedIsBetter> better = countedIsBetter(once);
    better.ifPresent(findings::add);
    findings.add(new Recommendation.Recommended(ladder.best(), better.isPresent(), once));
    findings.add(ladder.best().equals(ladder.single()) ? simplest() : better());
    findings.add(
        new Recommendation.Consists(ladder.best(), network(), ladder.members(), counted()));
    if (better.isEmpty()) {
      beside(Rung.COUNTED, "The " + counted() + " alone").ifPresent(findings::add);
    }
    beside(Rung.ZERO, "A single model with λ = 0").ifPresent(findings::add);
    return findings;
  }

  private Optional<Recommendation.CountedIsBetter> countedIsBetter(boolean once) {
    return ladder
        .beside(Rung.COUNTED)
        .filter(counted -> ladder.models().stream().allMatch(each -> counted.nll() < each.nll()))
        .filter(counted -> counted.pairedToRecommended() != null)
        .filter(counted -> Objects.requireNonNull(counted.pairedToRecommended()).isGain())
        .map(
            counted ->
                new Recommendation.CountedIsBetter(
                    counted(),
                    counted,
                    ladder.best().label(),
                    gap(Objects.requireNonNull(counted.pairedToRecommended()), 0),
                    once));
  }

  private Recommendation better() {
    boolean lowest = ladder.models().stream().allMatch(each -> ladder.best().nll() <= each.nll());
    return new Recommendation.Better(ladder.models().size(), lowest, toSingle(ladder.best()));
  }

  private Recommendation simplest() {
    return ladder.models().stream()
        .skip(1)
        .min(Comparator.comparingDouble(Rung::nll))
        .map(nearest -> new Recommendation.Simplest(nearest.label(), toSingle(nearest)))
        .orElseGet(() -> new Recommendation.Simplest(null, null));
  }

  private Optional<Recommendation> beside(String name, String who) {
    return ladder
        .beside(name)
        .filter(rung -> rung.pairedToRecommended() != null)
        .map(
            rung ->
                new Recommendation.Beside(
                    who,
                    ladder.best().label(),
                    gap(Objects.requireNonNull(rung.pairedToRecommended()), 0),
                    rung));
  }

  private Gap toSingle(Rung rung) {
    return gap(Objects.requireNonNull(rung.pairedToSingle()), ladder.models().size() - 1);
  }

  private static Gap gap(Against against, int comparisons) {
    return new Gap(
        Gaps.unit(Metric.NLL),
        against.difference(),
        Resolution.isNone(against.difference()),
        against.ci95(),
        against.p(),
        against.pHolm(),
        against.documents(),
        comparisons);
  }

  private String counted() {
    return test.counted() == null ? CountedSpec.STANDARD.label() : test.counted().label();
  }

  private String network() {
    FinalNetwork network = ladder.network();
    if (network == null) {
      return ladder.seeded() ? "a network" : "a counted model";
    }
    return switch (network.kind()) {
      case "lstm" -> "an LSTM";
      case "mlp" -> "an MLP";
      case "gpt" -> "a GPT";
      case "hashed" -> "a hashed n-gram model";
      default -> "a network";
    };
  }
}
