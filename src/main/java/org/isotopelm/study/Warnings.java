package org.isotopelm.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Status;
import org.isotopelm.study.StudySpec.TokenizerFit;
import org.isotopelm.study.verdict.Doubt;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.Incomplete;
import org.isotopelm.study.verdict.Searched;

/**
 * What a reader must know before believing a study: what went wrong first, what always holds last.
 */
final class Warnings {
  /** Exposures under which decay cannot act in a run, and over which it erases the model. */
  private static final double IDLE = 0.05;

  private static final int ERASING = 20;

  private final Plan plan;
  private final Trials trials;
  private final StudyResult result;
  private final List<Finding> findings = new ArrayList<>();

  private Warnings(Plan plan, Trials trials, StudyResult result) {
    this.plan = plan;
    this.trials = trials;
    this.result = result;
  }

  /** In the order in which they matter. */
  static List<Finding> of(Plan plan, Trials trials, StudyResult result) {
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
    return List.copyOf(all.findings);
  }

  private void failures() {
    if (result.failed() > 0) {
      findings.add(
          new Incomplete.Failures(
              count(Trial.Status.DIVERGED),
              count(Trial.Status.CRASHED),
              Gaps.withStatus(result, Status.FAILED)));
    }
  }

  private int count(Trial.Status status) {
    return (int)
        trials.of(plan.everyCell()).stream().filter(trial -> trial.status() == status).count();
  }

  private void unfinished() {
    if (result.stopped() != null) {
      findings.add(new Incomplete.Stopped(result.stopped()));
    }
    List<Map<String, Object>> unfinished = Gaps.withStatus(result, Status.UNFINISHED);
    if (!unfinished.isEmpty()) {
      findings.add(new Incomplete.Unfinished(unfinished));
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
      findings.add(
          value == 0 ? new Searched.ZeroEdge(name) : new Searched.Edge(name, value, upper));
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
      findings.add(new Searched.Idle(largest));
    }
    List<Map<String, Object>> erasing =
        decaying.stream()
            .filter(point -> exposure(point) > ERASING)
            .map(PointResult::values)
            .toList();
    if (!erasing.isEmpty()) {
      findings.add(new Searched.Erasing(ERASING, erasing));
    }
  }

  private static double exposure(PointResult point) {
    return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
  }

  private void noise() {
    long candidates = result.points().stream().filter(p -> p.status() == Status.DONE).count();
    if (plan.spec().cellsPerPoint() == 1) {
      findings.add(new Doubt.OneTraining());
    } else if (candidates > 1 && result.indistinguishable().size() >= candidates) {
      findings.add(new Doubt.UnderNoise());
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
      findings.add(new Doubt.OtherTokens());
    }
  }

  private void testSplit() {
    if (result.test() != null && result.test().look() > 1) {
      findings.add(new Doubt.LaterLook(result.test().look()));
    }
  }

  private void path() {
    if (plan.spec().search() instanceof Search.Path) {
      findings.add(new Doubt.Confounded());
    }
  }

  private void pruned() {
    if (result.pruned() > 0) {
      findings.add(new Incomplete.Pruned(Gaps.withStatus(result, Status.PRUNED)));
    }
  }

  private void design() {
    int folds = plan.spec().folds();
    if (folds == 1 && plan.spec().seeds() > 1) {
      findings.add(new Doubt.SeedsOnly());
    }
    if (folds > 1) {
      findings.add(new Doubt.SharedText(plan.spec().tokenizer() == TokenizerFit.REFIT));
    }
    if (result.points().size() > 1 && result.nested() == null) {
      findings.add(new Doubt.Picked());
    }
  }
}
