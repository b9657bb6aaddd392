package org.isotopelm.study.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.StudyResult.PointResult;
import org.isotopelm.study.comparison.StudyResult.Scores;
import org.isotopelm.study.comparison.StudyResult.Status;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudySpec.TokenizerFit;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;

/**
 * What a reader must know before believing a study: what went wrong first, what always holds last.
 */
public final class Warnings {
  /** Exposures under which decay cannot act in a run, and over which it erases the model. */
  private static final double IDLE = 0.05;

  private static final int ERASING = 20;

  /** Shares of unknown tokens from which they are spoken of. */
  private static final double UNKNOWN = 0.001;

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
  public static List<Finding> of(Plan plan, Trials trials, StudyResult result) {
    Warnings all = new Warnings(plan, trials, result);
    all.failures();
    all.unfinished();
    all.edges();
    all.exposures();
    all.overshooting();
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
    List<Incomplete.Part> unfinished = new ArrayList<>();
    for (Map<String, Object> values : Gaps.withStatus(result, Status.UNFINISHED)) {
      int cells = plan.spec().cellsPerPoint();
      int ended =
          plan.points().stream()
              .filter(point -> point.values().equals(values))
              .mapToInt(point -> trials.size(Contender.of(point)))
              .sum();
      unfinished.add(new Incomplete.Part(values, cells - ended, cells));
    }
    if (!unfinished.isEmpty()) {
      findings.add(new Incomplete.Unfinished(unfinished));
    }
    if (result.stoppedEarly() > 0) {
      findings.add(new Incomplete.StoppedEarly(result.stoppedEarly(), result.cells()));
    }
  }

  /** On which side of the values tried the best lies. */
  private void edges() {
    Map<String, Object> best = Objects.requireNonNullElse(result.best(), Map.of());
    for (String name : result.atEdge()) {
      double value = number(best, name);
      findings.add(
          value == 0
              ? new Searched.ZeroEdge(name)
              : new Searched.Edge(name, value, isUpper(result, best, name)));
    }
  }

  /** Whether a best at an edge is at the upper one. */
  static boolean isUpper(StudyResult result, Map<String, Object> best, String name) {
    double value = number(best, name);
    double[] tried =
        result.points().stream().mapToDouble(point -> number(point.values(), name)).toArray();
    return Arrays.stream(tried).filter(each -> each < value).count()
        >= Arrays.stream(tried).filter(each -> each > value).count();
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
            .filter(point -> exposure(point) > ERASING && !overshoots(point))
            .map(PointResult::values)
            .toList();
    if (!erasing.isEmpty()) {
      findings.add(new Searched.Erasing(ERASING, erasing));
    }
  }

  private void overshooting() {
    List<Map<String, Object>> points =
        result.points().stream().filter(Warnings::overshoots).map(PointResult::values).toList();
    if (!points.isEmpty()) {
      findings.add(new Searched.Overshooting(points));
    }
  }

  /** Whether the mean step takes more than a whole weight away. */
  private static boolean overshoots(PointResult point) {
    Double steps = point.scores().steps();
    return steps != null && exposure(point) > steps;
  }

  private static double exposure(PointResult point) {
    return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
  }

  private void noise() {
    int candidates = result.compared().candidates().size();
    if (plan.spec().cellsPerPoint() == 1) {
      findings.add(new Doubt.OneTraining());
    } else if (candidates > 1 && result.indistinguishable().size() >= candidates) {
      findings.add(new Doubt.UnderNoise());
    }
  }

  private void tokens() {
    boolean byBytes = result.metric() == Metric.BITS_PER_BYTE;
    if (byBytes) {
      findings.add(new Doubt.OtherTokens());
    }
    List<Doubt.UnknownWords> all =
        Stream.concat(
                result.points().stream()
                    .map(point -> unknown(Point.describe(point.values()), point.scores(), byBytes)),
                result.opponents().stream()
                    .map(opponent -> unknown(opponent.name(), opponent.scores(), byBytes)))
            .filter(unknown -> !Double.isNaN(unknown.most()))
            .toList();
    boolean alike = all.stream().mapToDouble(Doubt.UnknownWords::most).distinct().count() == 1;
    all.stream()
        .filter(unknown -> unknown.most() >= UNKNOWN)
        .max(Comparator.comparingDouble(Doubt.UnknownWords::most))
        .map(most -> alike ? new Doubt.UnknownWords(null, most.most(), byBytes) : most)
        .ifPresent(findings::add);
  }

  private static Doubt.UnknownWords unknown(String who, Scores scores, boolean byBytes) {
    return new Doubt.UnknownWords(
        who, Objects.requireNonNullElse(scores.unknownShare(), Double.NaN), byBytes);
  }

  private void testSplit() {
    if (result.test() != null && result.test().look() > 1) {
      findings.add(new Doubt.LaterLook(result.test().look()));
    }
  }

  private void path() {
    if (plan.confoundsDecay()) {
      findings.add(new Doubt.OnAPath());
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
    if (folds > 1 && result.best() != null) {
      findings.add(new Doubt.SharedText(folds, plan.spec().tokenizer() == TokenizerFit.REFIT));
    }
    if (result.compared().candidates().size() > 1
        && result.best() != null
        && result.nested() == null) {
      findings.add(new Doubt.Picked(result.test() != null));
    }
  }
}
