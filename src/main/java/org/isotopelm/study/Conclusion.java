package org.isotopelm.study;

import static org.isotopelm.study.Figures.nats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.study.StudyResult.OpponentResult;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Scores;
import org.isotopelm.study.StudyResult.TestResult;
import org.jspecify.annotations.Nullable;

/** What may and what may not be concluded from a study, in plain sentences. */
final class Conclusion {
  private static final String ZERO = "λ = 0";
  private static final double SIGNIFICANT = 0.05;

  private final Plan plan;
  private final StudyResult result;
  private final List<String> sentences = new ArrayList<>();

  private Conclusion(Plan plan, StudyResult result) {
    this.plan = plan;
    this.result = result;
  }

  static String of(Plan plan, StudyResult result) {
    Conclusion conclusion = new Conclusion(plan, result);
    Map<String, Object> best = result.best();
    if (best == null) {
      return "Nothing can be concluded: every point has a training that diverged. Lower the learning"
          + " rate, or the largest λ.";
    }
    PointResult winner =
        result.points().stream()
            .filter(point -> point.values().equals(best))
            .findFirst()
            .orElseThrow();
    conclusion.winner(winner);
    conclusion.zero(winner);
    conclusion.opponents();
    conclusion.edges();
    conclusion.failures();
    conclusion.test();
    return String.join(" ", conclusion.sentences);
  }

  private void winner(PointResult winner) {
    Scores scores = winner.scores();
    Double se = scores.se();
    say(
        "Over %s and %s, %s has the lowest held-out nll of %s: %s%s nats per token, perplexity %s."
            .formatted(
                plan.spec().folds() == 1
                    ? "the validation split"
                    : count(plan.spec().folds(), "fold"),
                count(plan.spec().seeds(), "seed"),
                Point.describe(winner.values()),
                count(result.points().size(), "point"),
                nats(Objects.requireNonNull(scores.nll())),
                se == null ? "" : " ± " + nats(se),
                Figures.perplexity(Objects.requireNonNull(scores.perplexity()))));
  }

  private void zero(PointResult winner) {
    if (plan.space().lambdas().isEmpty()) {
      return;
    }
    Paired paired = winner.pairedToZero();
    if (plan.space().lambdas().stream().allMatch(name -> isZero(winner.values().get(name)))) {
      say("No benefit of weight decay was seen: λ = 0 is the best.");
    } else if (paired == null) {
      say("λ = 0 came to no end on any of the same cells, so the gain over it is unknown.");
    } else if (paired.se() == null || paired.p() == null) {
      say(
          "Its nll lies %s; one pair cannot tell that from noise: raise study.folds or study.seeds."
              .formatted(against(ZERO, paired)));
    } else if (paired.difference() < 0 && paired.p() < SIGNIFICANT) {
      say(
          "Its nll lies %s; having been picked on the same cells flatters it."
              .formatted(against(ZERO, paired)));
    } else {
      say(
          ("No benefit over λ = 0 was seen beyond noise: its nll lies %s, and with %s pairs a"
                  + " difference must be about %s to be seen.")
              .formatted(
                  against(ZERO, paired),
                  paired.pairs(),
                  nats(paired.se() * Statistics.halfWidth95(paired.pairs()))));
    }
  }

  private static boolean isZero(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() == 0;
  }

  /** The strongest of the config's opponents; {@code zero} has had its sentence. */
  private void opponents() {
    Optional<OpponentResult> strongest =
        result.opponents().stream()
            .filter(opponent -> !opponent.name().equals(Contender.ZERO))
            .filter(opponent -> opponent.pairedToBest() != null)
            .min(
                Comparator.comparingDouble(
                    opponent -> Objects.requireNonNull(opponent.pairedToBest()).difference()));
    if (strongest.isEmpty()) {
      return;
    }
    Paired paired = Objects.requireNonNull(strongest.get().pairedToBest());
    String name = strongest.get().name();
    if (paired.difference() <= 0) {
      say(
          "The opponent %s lies %s: the best point is not the best setting known."
              .formatted(name, against("it", paired)));
    } else if (paired.p() == null || paired.p() < SIGNIFICANT) {
      say(
          "Against the strongest opponent, %s, the gain is %s%s."
              .formatted(name, amount(paired), probability(paired)));
    } else {
      say(
          "Against the strongest opponent, %s, no gain was seen beyond noise: %s%s."
              .formatted(name, amount(paired), probability(paired)));
    }
  }

  private void edges() {
    if (!result.atEdge().isEmpty()) {
      say(
          "The best lies at the edge of the %s searched: a better one may lie outside."
              .formatted(String.join(" and ", result.atEdge())));
    }
  }

  private void failures() {
    if (result.failed() > 0) {
      say(
          "%s diverged; a point that has one is no candidate."
              .formatted(count(result.failed(), "training")));
    }
  }

  private void test() {
    TestResult test = result.test();
    if (test == null) {
      say("There is no test split, so nothing untouched confirms this.");
    } else if (test.chosen() == null || (test.zero() == null && hasLambda())) {
      say("A final training diverged, so the test split confirms nothing.");
    } else if (test.difference() == null || test.ci95() == null) {
      say(
          "On the test split the chosen model has %s nats per token."
              .formatted(nats(test.chosen().nll())));
    } else if (!test.chosen().equals(test.zero())) {
      say(
          "On the test split, after training on all other text, it lies %s%sλ = 0%s."
              .formatted(
                  nats(Math.abs(test.difference())),
                  side(test.difference()),
                  interval(test.ci95())));
    }
  }

  /** A test split of one document has no interval. */
  private static String interval(List<Double> ends) {
    if (ends.isEmpty()) {
      return "";
    }
    double low = ends.get(0);
    double high = ends.get(1);
    return " (95 % interval of the difference: "
        + nats(low)
        + " to "
        + nats(high)
        + ")"
        + (low <= 0 && high >= 0 ? ", which may be chance" : "");
  }

  private boolean hasLambda() {
    return !plan.space().lambdas().isEmpty();
  }

  /** {@code 0.3940 ± 0.0140 below λ = 0 (paired, p = 0.001)}. */
  private static String against(String other, Paired paired) {
    return amount(paired) + side(paired.difference()) + other + probability(paired);
  }

  private static String side(double difference) {
    return difference < 0 ? " below " : " above ";
  }

  private static String amount(Paired paired) {
    Double se = paired.se();
    return nats(Math.abs(paired.difference())) + (se == null ? "" : " ± " + nats(se));
  }

  private static String probability(Paired paired) {
    Double p = paired.p();
    return p == null
        ? " (one pair)"
        : " (paired, " + (p < 0.001 ? "p " : "p = ") + Figures.p(p) + ")";
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }
}
