package org.isotopelm.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.Design;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.ParabolaFit;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.Exposure;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The best λ of a finished study and its interval: that of the parabola's minimum where the curve
 * is one; else the minimum through the best point and its neighbours, with all λ that the test
 * cannot tell from the best and half a step of the grid beyond.
 */
final class StudyAnchor {
  /** How far beyond an edge, at least, the best may be. */
  private static final double BEYOND = 4;

  /** The p below which λ = 0 is better than the best λ not by chance alone. */
  private static final double SURE = 0.05;

  private static final String ALIKE =
      "the interval holds all λ that its test cannot tell from the best, and half a step of the grid beyond";

  private final String folder;
  private final StudyOutcome outcome;
  private final Axis axis;
  private final double best;
  private final double lambda;

  private StudyAnchor(String folder, StudyOutcome outcome, Axis axis, double best, double lambda) {
    this.folder = folder;
    this.outcome = outcome;
    this.axis = axis;
    this.best = best;
    this.lambda = lambda;
  }

  /**
   * The dimension that holds the decay.
   *
   * @throws ProblemException (failure) where the study is not finished, or has no decay dimension,
   *     or several
   */
  static Axis decay(String folder, StudyOutcome outcome) {
    StudyResult result = outcome.result();
    requireFinished(folder, result);
    List<String> decays = outcome.plan().space().decays();
    if (decays.size() == 1) {
      return Objects.requireNonNull(outcome.plan().space().axis(decays.getFirst()));
    }
    throw ProblemException.failure(
        decays.isEmpty()
            ? "%s: its space holds no λ, so it did not find one; search λ, or name its run %s/chosen, whose own λ is then scaled"
                .formatted(folder, folder)
            : "%s: its space holds %s decays (%s), and one λ is predicted at a time; search them as one dimension that sets all paths, or name its run %s/chosen"
                .formatted(folder, decays.size(), String.join(", ", decays), folder));
  }

  /**
   * The best point.
   *
   * @throws ProblemException (failure) as {@link #decay}
   */
  static Point best(String folder, StudyOutcome outcome) {
    decay(folder, outcome);
    return Objects.requireNonNull(outcome.best(), "a finished study has a best point").point();
  }

  private static void requireFinished(String folder, StudyResult result) {
    boolean unfinished =
        result.points().stream().anyMatch(point -> point.status() == PointStatus.UNFINISHED);
    if (result.best() == null || result.points().isEmpty()) {
      throw ProblemException.failure(
          "%s: the study has no best point yet, after %s; run it to its end first"
              .formatted(folder, Phrases.count(result.cells(), "training")));
    }
    if (unfinished && result.stopped() == null) {
      throw ProblemException.failure(
          "%s: the study is not finished, after %s; run it to its end first"
              .formatted(folder, Phrases.count(result.cells(), "training")));
    }
  }

  /**
   * The anchor.
   *
   * @param plan of a cell at the best point
   * @throws ProblemException (failure) where λ = 0 is the best, as a point or as an opponent, or
   *     the decay has no timescale
   */
  static Anchor of(String folder, StudyOutcome outcome, DecayPlan plan) {
    Axis axis = decay(folder, outcome);
    List<DecayPlan.Group> groups =
        DecayingGroups.largestFirst(
            Exposure.searched(outcome.plan().spec(), DecayingGroups.names(plan.groups())).stream()
                .map(plan.groups()::get)
                .toList());
    DecayingGroups.requireTimescale(folder, groups);
    double lambda = groups.getFirst().decay().lambda();
    Object value = Objects.requireNonNull(outcome.result().best()).get(axis.name());
    if (lambda == 0 || !(value instanceof Number number)) {
      throw ProblemException.failure(
          "%s: λ = 0 is its best, and no rule scales 0: decay did not help there; keep λ = 0, or search smaller λ first%s"
              .formatted(folder, smallest(outcome, axis)));
    }
    Paired toZero = worseThanZero(outcome);
    if (toZero != null && toZero.p() != null && toZero.p() < SURE) {
      throw zeroIsBetter(folder, outcome, axis, toZero);
    }
    return new StudyAnchor(folder, outcome, axis, number.doubleValue(), lambda)
        .anchor(groups, DecayingGroups.others(plan.groups(), groups), toZero);
  }

  /**
   * The comparison with λ = 0 where its figure is the lower one; else null. On a path λ = 0 was
   * trained for another length, so that it says nothing about λ.
   */
  private static @Nullable Paired worseThanZero(StudyOutcome outcome) {
    Point point = Objects.requireNonNull(outcome.best()).point();
    return outcome.result().points().stream()
        .filter(each -> each.values().equals(point.values()))
        .map(PointResult::pairedToZero)
        .flatMap(Stream::ofNullable)
        .filter(paired -> !paired.isNone() && paired.difference() > 0)
        .filter(_ -> !outcome.plan().confoundsDecay())
        .findFirst()
        .orElse(null);
  }

  private static ProblemException zeroIsBetter(
      String folder, StudyOutcome outcome, Axis axis, Paired toZero) {
    return ProblemException.failure(
        "%s: λ = 0 is better than its best λ, by %s %s, and no rule scales 0: decay did not help there; keep λ = 0, or search smaller λ first%s"
            .formatted(
                folder,
                Figures.nats(toZero.difference()),
                outcome.plan().metric().unit(),
                smallest(outcome, axis)));
  }

  private static String smallest(StudyOutcome outcome, Axis axis) {
    if (axis.isTime()) {
      return "";
    }
    return outcome.result().points().stream()
        .flatMap(point -> number(point.values(), axis).stream())
        .filter(value -> value > 0)
        .min(Double::compare)
        .map(least -> ", between 0 and " + Figures.value(least))
        .orElse("");
  }

  /**
   * @param toZero as {@link #worseThanZero} has it
   */
  private Anchor anchor(List<DecayPlan.Group> groups, String others, @Nullable Paired toZero) {
    List<String> notes = new ArrayList<>(DecayingGroups.notes(groups.getFirst()));
    if (!others.isEmpty()) {
      notes.add("The λ of %s was not searched and stays as it is.".formatted(others));
    }
    if (toZero != null) {
      notes.add(
          "λ = 0 has a lower figure in %s than its best λ, by %s %s, which may be chance: train λ = 0 beside the prediction."
              .formatted(
                  folder, Figures.nats(toZero.difference()), outcome.plan().metric().unit()));
    }
    boolean edge = outcome.result().atEdge().contains(axis.name());
    if (edge) {
      notes.add(
          "The best λ of %s is at the edge of what it searched: a better one may be outside. Search wider there before you rely on this."
              .formatted(folder));
    }
    List<String> names = DecayingGroups.names(groups);
    Parabola parabola = outcome.result().parabola();
    Parabola near = near();
    if (parabola != null && parabola.ci95().size() == 2 && fits(parabola)) {
      String basis =
          "the minimum of the parabola through "
              + parabola.points()
              + " points of the study, with its 95 % interval";
      double least = lambda(parabola.ci95().get(0));
      double most = lambda(parabola.ci95().get(1));
      double minimum = lambda(parabola.minimum());
      return new Anchor(minimum, around(minimum, least, most), basis, names, notes);
    }
    double minimum = near == null ? lambda : lambda(near.minimum());
    String basis =
        near == null
            ? "the best λ of the study"
            : "the minimum of the parabola through the best point of the study and its two neighbours";
    return new Anchor(
        minimum, around(minimum, reach(false), reach(true)), basis + "; " + ALIKE, names, notes);
  }

  /** Through the best point and its neighbours; null at an edge. */
  private @Nullable Parabola near() {
    List<Known> known = known().sorted(Comparator.comparingDouble(Known::value)).toList();
    int at = known.stream().map(Known::value).toList().indexOf(best);
    if (at <= 0 || at == known.size() - 1) {
      return null;
    }
    return ParabolaFit.of(
        axis.name(),
        new Design(outcome.plan().spec().folds()),
        known.subList(at - 1, at + 2).stream()
            .map(each -> new ParabolaFit.Sample(each.value(), new double[] {each.figure()}))
            .toList());
  }

  /**
   * Whether the curve is a parabola as far as it goes: its misfit is less than half of what the
   * best point is better than the next one.
   */
  private boolean fits(Parabola parabola) {
    double lowest = figureOfBest();
    double next =
        known()
            .filter(each -> each.value() != best)
            .mapToDouble(Known::figure)
            .min()
            .orElse(lowest);
    return parabola.misfit() != null && parabola.misfit() < (next - lowest) / 2;
  }

  private double figureOfBest() {
    return known()
        .filter(each -> each.value() == best)
        .mapToDouble(Known::figure)
        .findFirst()
        .orElseThrow();
  }

  /** A value of the dimension, above 0, and what the study found there. */
  private record Known(double value, double figure) {}

  /** Those under the best values of the other dimensions. */
  private Stream<Known> known() {
    Map<String, Object> bestValues = Objects.requireNonNull(outcome.result().best());
    return outcome.result().points().stream()
        .filter(point -> alike(point.values(), bestValues))
        .flatMap(
            point -> number(point.values(), axis).stream().flatMap(value -> known(point, value)))
        .filter(each -> each.value() > 0);
  }

  private Stream<Known> known(PointResult point, double value) {
    Double figure = point.scores().figure(outcome.plan().metric());
    return figure == null ? Stream.empty() : Stream.of(new Known(value, figure));
  }

  /** In order, and at least as far as a grid of this step can tell. */
  private List<Double> around(double minimum, double a, double b) {
    double least = resolution();
    return List.of(
        Math.min(minimum / least, Math.min(a, b)), Math.max(minimum * least, Math.max(a, b)));
  }

  /** A quarter of the step between neighbours: no curve is a parabola to more than that. */
  private double resolution() {
    double step =
        searched()
            .filter(value -> value != lambda)
            .mapToDouble(value -> Math.max(value / lambda, lambda / value))
            .min()
            .orElse(BEYOND);
    return Math.max(1.01, StrictMath.pow(step, 0.25));
  }

  /** The last λ, upwards or downwards, that may be the best. */
  private double reach(boolean up) {
    double sign = up ? 1 : -1;
    double farthest =
        outcome.result().indistinguishable().stream()
            .filter(point -> alike(point, Objects.requireNonNull(outcome.result().best())))
            .flatMap(point -> number(point, axis).stream())
            .filter(value -> value > 0)
            .map(this::lambda)
            .filter(value -> sign * (value - lambda) > 0)
            .reduce(lambda, (a, b) -> sign * (b - a) > 0 ? b : a);
    DoubleSummaryStatistics beyond =
        searched()
            .filter(value -> sign * (value - farthest) > 0)
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    if (beyond.getCount() == 0) {
      return up ? farthest * BEYOND : farthest / BEYOND;
    }
    return Math.sqrt(farthest * (up ? beyond.getMin() : beyond.getMax()));
  }

  /** All λ above 0 that the study tried under the best values of its other dimensions. */
  private Stream<Double> searched() {
    return known().map(each -> lambda(each.value()));
  }

  private boolean alike(Map<String, Object> a, Map<String, Object> b) {
    return a.entrySet().stream()
        .allMatch(
            each ->
                each.getKey().equals(axis.name()) || each.getValue().equals(b.get(each.getKey())));
  }

  /** λ of a value of the dimension: a half-life or timescale is its inverse. */
  private double lambda(double value) {
    return axis.isTime() ? lambda * best / value : lambda * value / best;
  }

  private static Optional<Double> number(Map<String, Object> values, Axis axis) {
    return values.get(axis.name()) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }
}
