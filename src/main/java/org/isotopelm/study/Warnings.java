package org.isotopelm.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Status;
import org.isotopelm.study.StudySpec.TokenizerFit;

/**
 * What a reader must know before believing a study: what went wrong first, what always holds last.
 */
final class Warnings {
  /** Exposures under which decay cannot act in a run, and over which it erases the model. */
  private static final double IDLE = 0.05;

  private static final double ERASING = 20;

  private final Plan plan;
  private final Trials trials;
  private final StudyResult result;
  private final List<String> warnings = new ArrayList<>();

  private Warnings(Plan plan, Trials trials, StudyResult result) {
    this.plan = plan;
    this.trials = trials;
    this.result = result;
  }

  /** In the order in which they matter. */
  static List<String> of(Plan plan, Trials trials, StudyResult result) {
    Warnings all = new Warnings(plan, trials, result);
    all.failures();
    all.unfinished();
    all.edges();
    all.exposures();
    all.noise();
    all.tokens();
    all.testSplit();
    all.path();
    all.pruned();
    all.design();
    return List.copyOf(all.warnings);
  }

  private void failures() {
    if (result.failed() == 0) {
      return;
    }
    long crashed = count(Trial.Status.CRASHED);
    long diverged = count(Trial.Status.DIVERGED);
    List<String> how = new ArrayList<>();
    if (diverged > 0) {
      how.add(Phrases.count((int) diverged, "training") + " diverged");
    }
    if (crashed > 0) {
      how.add(Phrases.count((int) crashed, "training") + " crashed");
    }
    List<Map<String, Object>> excluded = withStatus(Status.FAILED);
    warn(
        String.join(" and ", how)
            + (excluded.isEmpty()
                ? "."
                : ", so that %s cannot be chosen: the other cells alone would flatter or slander"
                        .formatted(Phrases.points(excluded))
                    + (excluded.size() == 1 ? " it." : " them.")));
  }

  private long count(Trial.Status status) {
    return trials.of(plan.everyCell()).stream().filter(trial -> trial.status() == status).count();
  }

  private List<Map<String, Object>> withStatus(Status status) {
    return result.points().stream()
        .filter(point -> point.status() == status)
        .map(PointResult::values)
        .toList();
  }

  private void unfinished() {
    if (result.stopped() != null) {
      warn("The search ended before its plan was done: %s.".formatted(result.stopped()));
    }
    List<Map<String, Object>> unfinished = withStatus(Status.UNFINISHED);
    if (!unfinished.isEmpty()) {
      warn("Not all cells are trained of " + Phrases.points(unfinished) + ".");
    }
  }

  /** On which side of the values tried the best lies. */
  private void edges() {
    Map<String, Object> best = Objects.requireNonNullElse(result.best(), Map.of());
    for (String name : result.atEdge()) {
      double value = number(best, name);
      double[] tried =
          result.points().stream().mapToDouble(point -> number(point.values(), name)).toArray();
      boolean upper =
          Arrays.stream(tried).filter(each -> each < value).count()
              >= Arrays.stream(tried).filter(each -> each > value).count();
      warn(
          value == 0
              ? "The best %s is 0, and values between it and the next one tried may be better: try some."
                  .formatted(name)
              : "The best %s, %s, lies at the %s end of what was searched: a better one may lie outside; try %s ones."
                  .formatted(
                      name,
                      Figures.value(value),
                      upper ? "upper" : "lower",
                      upper ? "larger" : "smaller"));
    }
  }

  private static double number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private void exposures() {
    if (plan.space().decays().isEmpty()) {
      return;
    }
    List<PointResult> decaying =
        result.points().stream().filter(point -> exposure(point) > 0).toList();
    double largest = decaying.stream().mapToDouble(Warnings::exposure).max().orElse(0);
    if (!decaying.isEmpty() && largest < IDLE) {
      warn(
          "No λ of this space could act: the largest exposure is %s, so that a weight without gradients keeps over 95 %% of its size; try larger ones."
              .formatted(figure(largest)));
    }
    List<Map<String, Object>> erasing =
        decaying.stream()
            .filter(point -> exposure(point) > ERASING)
            .map(PointResult::values)
            .toList();
    if (!erasing.isEmpty()) {
      warn(
          "An exposure above %d erases what a weight was given early in the run: that is so at %s."
              .formatted(Math.round(ERASING), Phrases.points(erasing)));
    }
  }

  private static double exposure(PointResult point) {
    return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private void noise() {
    long candidates = result.points().stream().filter(p -> p.status() == Status.DONE).count();
    if (plan.spec().cellsPerPoint() == 1) {
      warn(
          "Each point was trained once: no difference can be told from noise; raise study.folds or"
              + " study.seeds.");
    } else if (candidates > 1 && result.indistinguishable().size() >= candidates) {
      warn(
          "The differences between the points are under the noise: none is told from the best. More"
              + " folds or seeds would tell more.");
    }
  }

  /** Where two contenders cut a fold's text differently, their nll per token do not compare. */
  private void tokens() {
    Map<Pair, Long> tokens = new HashMap<>();
    boolean differ =
        trials.of(plan.everyCell()).stream()
            .filter(trial -> trial.result() != null)
            .anyMatch(
                trial -> {
                  long own = Objects.requireNonNull(trial.result()).tokens();
                  Long first = tokens.putIfAbsent(Pair.of(trial.cell()), own);
                  return first != null && first != own;
                });
    if (differ) {
      warn(
          "Some points or opponents cut the text into other tokens than the rest: their nll per token"
              + " do not compare, only their bits per byte do.");
    }
  }

  private void testSplit() {
    if (result.test() != null && result.test().look() > 1) {
      warn(
          "This is look number %d at the test split: choosing between looks makes its figures optimistic."
              .formatted(result.test().look()));
    }
  }

  private void path() {
    if (plan.spec().search() instanceof Search.Path) {
      warn(
          "On a path each point goes on from the weights of a stronger decay and was trained for"
              + " longer in all: λ is confounded with the length of training. Confirm the choice by a"
              + " grid around it.");
    }
  }

  private void pruned() {
    if (result.pruned() > 0) {
      warn(
          "%s given up early (%s): their figures are means over fewer cells."
              .formatted(
                  result.pruned() == 1 ? "1 point was" : result.pruned() + " points were",
                  Phrases.points(withStatus(Status.PRUNED))));
    }
  }

  private void design() {
    int folds = plan.spec().folds();
    if (folds == 1 && plan.spec().seeds() > 1) {
      warn(
          "There is one validation split, so that seeds alone repeat: intervals and p tell the noise of"
              + " training and say nothing about other text.");
    }
    if (folds > 1) {
      warn(
          "The folds share training text, which makes them less different than new text would; the"
              + " tests correct for it (Nadeau and Bengio 2003), plain standard errors do not. "
              + (plan.spec().tokenizer() == TokenizerFit.REFIT
                  ? "Each fold has its own tokenizer, so that nll of different folds are of different"
                      + " tokens; differences within a fold are not touched by that."
                  : "All folds share one tokenizer, which has seen the held-out text too."));
    }
    if (result.points().size() > 1 && result.nested() == null) {
      warn(
          "The best was picked on the same cells that tell its figures, which flatters it; the test"
              + " split does not.");
    }
  }

  private void warn(String sentence) {
    warnings.add(sentence);
  }
}
