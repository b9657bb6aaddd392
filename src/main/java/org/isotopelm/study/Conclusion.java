package org.isotopelm.study;

import static org.isotopelm.study.Figures.nats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import org.jspecify.annotations.Nullable;

/**
 * What may and what may not be concluded from a study, in plain sentences, the most important
 * first. What would make any of it less believable stands in {@link Warnings}.
 */
final class Conclusion {
  private final Plan plan;
  private final StudyResult result;
  private final PointResult best;
  private final @Nullable Paired stoppingEarly;
  private final List<String> sentences = new ArrayList<>();

  private Conclusion(Plan plan, StudyResult result, PointResult best, @Nullable Paired early) {
    this.plan = plan;
    this.result = result;
    this.best = best;
    this.stoppingEarly = early;
  }

  /**
   * The sentences, with a blank between them.
   *
   * @param stoppingEarly the best at its end minus λ = 0 at its best checkpoint; null where there
   *     are not both
   */
  static String of(Plan plan, StudyResult result, @Nullable Paired stoppingEarly) {
    Map<String, Object> values = result.best();
    if (values == null) {
      return "Nothing can be concluded: every point has a training that failed. Lower the learning"
          + " rate, or the largest λ.";
    }
    Conclusion all = new Conclusion(plan, result, Phrases.point(result, values), stoppingEarly);
    all.winner();
    all.set();
    if (!plan.space().decays().isEmpty()) {
      all.zero();
      all.training();
    }
    all.standard();
    all.opponents();
    all.scope();
    all.nested();
    all.test();
    return String.join(" ", all.sentences);
  }

  private void winner() {
    Scores scores = best.scores();
    say(
        "Over %s and %s, %s has the lowest held-out nll of %s: %s%s nats per token, perplexity %s%s."
            .formatted(
                plan.spec().folds() == 1
                    ? "the validation split"
                    : Phrases.count(plan.spec().folds(), "fold"),
                Phrases.count(plan.spec().seeds(), "seed"),
                Point.describe(best.values()),
                Phrases.count(result.points().size(), "point"),
                nats(Objects.requireNonNull(scores.nll())),
                scores.se() == null ? "" : " ± " + nats(scores.se()),
                Figures.perplexity(Objects.requireNonNull(scores.perplexity())),
                result.atEdge().isEmpty()
                    ? ""
                    : ", at the edge of the %s searched"
                        .formatted(String.join(" and ", result.atEdge()))));
  }

  /** The best is one of a set. */
  private void set() {
    List<Map<String, Object>> others =
        result.indistinguishable().stream()
            .filter(values -> !values.equals(best.values()))
            .toList();
    if (!others.isEmpty()) {
      say(
          "The paired test cannot tell it from %s: take the result as this set."
              .formatted(Phrases.points(others)));
    } else if (!result.indistinguishable().isEmpty() && result.points().size() > 1) {
      say("The paired test tells it from every other point.");
    }
    Parabola parabola = result.parabola();
    if (parabola != null) {
      say(
          "A parabola in ln λ through %s has its minimum at %s%s."
              .formatted(
                  Phrases.count(parabola.points(), "point"),
                  figure(parabola.minimum()),
                  parabola.ci95().isEmpty()
                      ? ", with no interval: the curve may be flat"
                      : " (95 %% interval %s to %s)"
                          .formatted(
                              figure(parabola.ci95().get(0)), figure(parabola.ci95().get(1)))));
    }
  }

  private void zero() {
    Paired paired = best.pairedToZero();
    if (plan.space().decays().stream().allMatch(name -> isNone(best.values().get(name)))) {
      say(
          "No benefit of weight decay was seen: λ = 0 is the best%s."
              .formatted(harm().isEmpty() ? missed() : ""));
    } else if (paired == null) {
      say("λ = 0 came to no end on any of the same cells, so the gain over it is unknown.");
    } else if (paired.p() == null) {
      say(
          "It lies %s nats %s λ = 0; one pair cannot tell that from noise: raise study.folds or study.seeds."
              .formatted(nats(Math.abs(paired.difference())), side(paired.difference())));
    } else if (!Phrases.isSignificant(paired)) {
      say(
          "No benefit over λ = 0 was seen beyond noise: it lies %s %s it%s."
              .formatted(Phrases.size(paired), side(paired.difference()), missed()));
    } else if (paired.difference() < 0) {
      say(
          "Decay helps: it lies %s below λ = 0, a perplexity lower by %s %%."
              .formatted(
                  Phrases.size(paired),
                  String.format(
                      Locale.ROOT, "%.1f", 100 * (1 - StrictMath.exp(paired.difference())))));
    } else {
      say("Decay hurts: even the best λ lies %s above λ = 0.".formatted(Phrases.size(paired)));
    }
    harm()
        .ifPresent(
            point ->
                say(
                    "Too much decay hurts: %s lies %s above λ = 0."
                        .formatted(
                            Point.describe(point.values()),
                            Phrases.size(Objects.requireNonNull(point.pairedToZero())))));
  }

  /** The weakest decay that is surely worse than λ = 0; the best is spoken of already. */
  private Optional<PointResult> harm() {
    return result.points().stream()
        .filter(point -> !point.equals(best) && Phrases.isSignificant(point.pairedToZero()))
        .filter(point -> Objects.requireNonNull(point.pairedToZero()).difference() > 0)
        .min(
            Comparator.comparingDouble(
                point -> Objects.requireNonNullElse(point.scores().exposure(), 0.0)));
  }

  private String missed() {
    Double detectable = result.minimumDetectableEffect();
    return detectable == null
        ? ""
        : "; an effect under %s would be missed more often than one time in five"
            .formatted(nats(detectable));
  }

  /** Is decay better than training shorter? The best checkpoint of λ = 0, and opponents without. */
  private void training() {
    if (stoppingEarly == null || stoppingEarly.p() == null) {
      return;
    }
    if (stoppingEarly.difference() < 0 && Phrases.isSignificant(stoppingEarly)) {
      say(
          "Stopping λ = 0 at its best checkpoint does not do the same: the best still lies %s below that."
              .formatted(Phrases.size(stoppingEarly)));
    } else {
      say(
          "Stopping λ = 0 at its best checkpoint does as well: the best lies %s %s it."
              .formatted(Phrases.size(stoppingEarly), side(stoppingEarly.difference())));
    }
  }

  private void standard() {
    Contender standard = plan.standard();
    if (standard == null) {
      return;
    }
    Paired paired = best.pairedToDefault();
    if (paired == null) {
      if (standard.equals(plan.zeroOf(standard.point()))) {
        return;
      }
      say(
          standard.opponent() == null && standard.point().values().equals(best.values())
              ? "The best is the config's own setting."
              : "The config's own setting came to no end on any of the same cells.");
    } else if (!paired.equals(best.pairedToZero())) {
      say(
          "Against the config's own setting%s it %s."
              .formatted(
                  standard.opponent() == null ? ", " + standard.point() + "," : "",
                  verdict(paired)));
    }
  }

  /** {@code gains 0.0300 nats (…)}, of the best against another. */
  private static String verdict(Paired paired) {
    if (paired.p() == null || Phrases.isSignificant(paired)) {
      return (paired.difference() <= 0 ? "gains " : "loses ") + Phrases.size(paired);
    }
    return "gains nothing beyond noise: it lies %s %s"
        .formatted(Phrases.size(paired), side(paired.difference()));
  }

  /** Each opponent of the config against the best; λ = 0 and the config itself had theirs. */
  private void opponents() {
    result.opponents().stream()
        .filter(opponent -> !opponent.name().equals(Contender.ZERO))
        .filter(opponent -> !opponent.name().equals(Contender.DEFAULT))
        .filter(opponent -> opponent.pairedToBest() != null)
        .sorted(
            Comparator.comparingDouble(
                opponent -> Objects.requireNonNull(opponent.pairedToBest()).difference()))
        .limit(2)
        .forEach(this::opponent);
  }

  private void opponent(OpponentResult opponent) {
    Paired paired = Objects.requireNonNull(opponent.pairedToBest());
    String name = "%s%s".formatted(opponent.name(), hasNoDecay(opponent) ? " (λ = 0)" : "");
    if (paired.difference() <= 0) {
      say(
          "The opponent %s lies %s below the best: that point is not the best setting known."
              .formatted(name, Phrases.size(paired)));
    } else if (paired.p() == null || Phrases.isSignificant(paired)) {
      say("The opponent %s lies %s above the best.".formatted(name, Phrases.size(paired)));
    } else {
      say(
          "Against the opponent %s no gain was seen beyond noise: it lies %s above the best."
              .formatted(name, Phrases.size(paired)));
    }
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
    say(
        "This holds for exposure κ = %s, peak learning rate η = %s and %s steps a training%s."
            .formatted(
                figure(scores.exposure()),
                figure(scores.learningRate()),
                String.format(Locale.ROOT, "%,d", Math.round(scores.steps())),
                result.test() == null
                    ? ""
                    : "; the final model, trained on more text, keeps " + held));
  }

  private void nested() {
    NestedResult nested = result.nested();
    if (nested == null) {
      return;
    }
    Paired paired = nested.paired();
    say(
        "Searched anew in each of %s, choosing included, the procedure reaches %s nats%s."
            .formatted(
                Phrases.count(nested.folds().size(), "outer fold"),
                nats(nested.nll()),
                paired == null
                    ? ""
                    : ", %s %s λ = 0".formatted(Phrases.size(paired), side(paired.difference()))));
  }

  private void test() {
    TestResult test = result.test();
    if (test == null) {
      say("There is no look at a test split, so nothing untouched confirms this.");
    } else if (test.chosen() == null || (test.zero() == null && !plan.space().decays().isEmpty())) {
      say("A final training failed, so the test split confirms nothing.");
    } else if (test.difference() == null || test.ci95() == null) {
      say(
          "On the test split the chosen model has %s nats per token."
              .formatted(nats(test.chosen().nll())));
    } else if (!test.chosen().equals(test.zero())) {
      say(
          "On the test split, after training on all other text, it lies %s %s λ = 0%s."
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

  private static String side(double difference) {
    return difference < 0 ? "below" : "above";
  }

  private static String figure(double value) {
    return Figures.value(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }
}
