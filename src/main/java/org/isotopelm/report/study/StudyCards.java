package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.CountedResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** The key figures of a study. */
final class StudyCards {
  private static final int FEW = 8;

  private final StudyOutcome outcome;
  private final StudyResult result;
  private final boolean isLambda;
  private final List<Card> cards = new ArrayList<>();

  private StudyCards(StudyOutcome outcome) {
    this.outcome = outcome;
    result = outcome.result();
    isLambda = !outcome.plan().space().lambdas().isEmpty();
  }

  static List<Card> of(StudyOutcome outcome) {
    StudyCards cards = new StudyCards(outcome);
    cards.best();
    cards.counted();
    cards.choice();
    cards.parabola();
    cards.power();
    cards.test();
    cards.trainings();
    return cards.cards;
  }

  private void add(String name, String value, String... notes) {
    cards.add(
        new Card(name, value, List.of(notes).stream().filter(note -> !note.isEmpty()).toList()));
  }

  private void best() {
    PointResult best =
        result.points().stream()
            .filter(point -> point.values().equals(result.best()))
            .findFirst()
            .orElse(null);
    if (best == null) {
      return;
    }
    Metric metric = result.metric();
    Double steps = best.scores().steps();
    boolean one = isLambda && outcome.plan().spec().space().size() == 1;
    Double rate = best.scores().learningRate();
    add(
        one ? "Best λ" : "Best point",
        shortly(best.values()),
        note(
            outcome.plan().space().lambdas().size() > 1 ? "largest exposure κ " : "exposure κ ",
            best.scores().exposure(),
            2),
        rate == null || steps == null
            ? ""
            : "at η %s, %s"
                .formatted(Figures.value(rate), Phrases.count(Math.round(steps), "step")));
    Double figure = best.scores().figure(metric);
    Double error = best.scores().error(metric);
    if (figure != null) {
      add(
          "Held-out " + metric.figure(),
          Figures.nats(figure),
          error == null ? "" : "± " + Figures.nats(error) + " standard error");
    }
    Double perplexity = best.scores().perplexity();
    Double bits = best.scores().bitsPerByte();
    if (perplexity != null) {
      add(
          "Perplexity",
          Figures.perplexity(perplexity),
          metric != Metric.NLL
              ? "per token of its own tokenizer"
              : bits == null ? "" : Figures.nats(bits) + " bits per byte");
    }
    gain(best.pairedToZero());
  }

  private static String note(String words, @Nullable Double value, int places) {
    return value == null ? "" : words + Figures.fixed(value, places);
  }

  private void gain(@Nullable Paired zero) {
    if (zero == null) {
      return;
    }
    add(
        "Gain over λ = 0",
        Figures.nats(-zero.difference()) + " " + result.metric().shortUnit(),
        zero.ci95().isEmpty() ? "" : interval(-zero.ci95().get(1), -zero.ci95().get(0)),
        zero.p() == null
            ? ""
            : Phrases.p(zero.p())
                + (zero.pHolm() == null ? "" : ", after Holm " + Phrases.p(zero.pHolm())));
  }

  private void counted() {
    CountedResult counted = result.counted();
    if (counted == null) {
      return;
    }
    Paired paired = counted.pairedToBest();
    String unit = " " + result.metric().shortUnit();
    add(
        "C" + counted.label().substring(1),
        Figures.nats(Objects.requireNonNull(counted.figure(result.metric()))),
        paired == null
            ? ""
            : Figures.nats(Math.abs(paired.difference()))
                + unit
                + (paired.difference() < 0 ? " lower" : " higher")
                + " than the best point",
        paired == null || paired.ci95().isEmpty()
            ? ""
            : Phrases.interval(
                "the difference",
                Figures.nats(paired.ci95().get(0)),
                Figures.nats(paired.ci95().get(1))));
  }

  private static String interval(double low, double high) {
    return Phrases.interval(Figures.nats(low), Figures.nats(high));
  }

  private void choice() {
    if (result.oneStandardError() != null && isLambda) {
      add(
          "Strongest decay within 1 standard error",
          shortly(result.oneStandardError()),
          result.oneStandardError().equals(result.best())
              ? "the best point itself"
              : "its difference to the best may be noise");
    }
    List<Map<String, Object>> alike =
        result.indistinguishable().stream()
            .filter(values -> !values.equals(result.best()))
            .toList();
    int others = result.compared().candidates().size() - 1;
    if (!result.indistinguishable().isEmpty() && others > 0) {
      add(
          "Points that the test does not separate from the best",
          alike.isEmpty()
              ? "none of the other " + others
              : "%s of the other %s".formatted(alike.size(), others),
          alike.stream().limit(FEW).map(this::shortly).collect(Collectors.joining("; "))
              + (alike.size() > FEW ? "; …" : ""));
    }
  }

  private void parabola() {
    Parabola parabola = result.parabola();
    if (parabola != null) {
      List<Double> ends = parabola.ci95();
      add(
          "Minimum of a parabola",
          Phrases.figure(parabola.minimum()),
          ends.isEmpty()
              ? ""
              : Phrases.interval(Phrases.figure(ends.get(0)), Phrases.figure(ends.get(1))),
          "in ln %s, through %s"
              .formatted(parabola.dimension(), Phrases.count(parabola.points(), "point")),
          parabola.misfit() == null
              ? ""
              : "the points are up to " + Figures.nats(parabola.misfit()) + " away from it");
    }
  }

  private void power() {
    Double effect = result.minimumDetectableEffect();
    Double level = result.minimumDetectableLevel();
    if (effect != null) {
      add(
          "Smallest detectable difference",
          Figures.nats(effect) + " " + result.metric().shortUnit(),
          "power 80 %" + (level == null ? "" : ", p < " + Phrases.figure(level)));
    }
  }

  private void test() {
    TestResult test = result.test();
    if (test != null && test.chosen() == null) {
      add("Test split", "the chosen point's final training failed");
    } else if (test != null && test.difference() != null && test.chosen() != null) {
      boolean same = test.zero() != null && test.zero().values().equals(test.chosen().values());
      List<Double> ends = test.ci95();
      if (!same) {
        add(
            "Gain over λ = 0 on the test split",
            Figures.nats(-test.difference()) + " " + Metric.NLL.shortUnit(),
            ends == null || ends.isEmpty() ? "" : interval(-ends.get(1), -ends.get(0)),
            test.look() > 1
                ? String.format(Locale.ROOT, "score %d of this split: optimistic", test.look())
                : "");
      }
    }
  }

  private void trainings() {
    add(
        "Trainings",
        Figures.whole(result.cells()),
        result.failed() == 0 ? "" : Phrases.count(result.failed(), "training") + " failed",
        result.pruned() == 0 ? "" : Phrases.count(result.pruned(), "point") + " pruned",
        result.stopped() == null ? "" : "stopped early: " + result.stopped());
  }

  /** The value where there is one dimension, with names where there are more. */
  private String shortly(Map<String, Object> values) {
    return values.size() == 1
        ? Figures.value(values.values().iterator().next())
        : Point.describe(values);
  }
}
