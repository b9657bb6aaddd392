package org.isotopelm.study.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.PointStatus;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;

/** What a warning may rest on: the plan of a study, its cells so far, and what they amount to. */
record Grounds(Plan plan, Trials trials, StudyResult result) {

  /** A warning where its condition holds. */
  static Stream<Finding> when(boolean holds, Finding finding) {
    return holds ? Stream.of(finding) : Stream.empty();
  }

  /** A warning about points, where there are any. */
  static Stream<Finding> when(List<?> points, Finding finding) {
    return when(!points.isEmpty(), finding);
  }

  boolean hasBest() {
    return result.best() != null;
  }

  /** How many points may be chosen. */
  int candidates() {
    return result.compared().candidates().size();
  }

  int trials(Trial.Status status) {
    return (int)
        trials.of(plan.everyCell()).stream().filter(trial -> trial.status() == status).count();
  }

  List<Map<String, Object>> points(Predicate<PointResult> which) {
    return result.points().stream().filter(which).map(PointResult::values).toList();
  }

  List<Map<String, Object>> points(PointStatus status) {
    return points(point -> point.status() == status);
  }

  /** κ of the decay that is searched; 0 where it is not known. */
  static double exposure(PointResult point) {
    return Objects.requireNonNullElse(point.scores().exposure(), 0.0);
  }

  /** 1/(c·λ) at the mean c over the run, in steps; infinite where it is not known. */
  static double meanTimescale(PointResult point) {
    Double steps = point.scores().steps();
    return steps == null ? Double.POSITIVE_INFINITY : steps / exposure(point);
  }

  /**
   * η·τ, the largest weight at which decay does not outweigh the updates of Adam and its kin, at
   * the peak η and the mean τ; infinite where it is not known.
   */
  static double reach(PointResult point) {
    Double rate = point.scores().learningRate();
    return rate == null ? Double.POSITIVE_INFINITY : rate * meanTimescale(point);
  }

  /** Whether the mean step takes more than a whole weight away. */
  static boolean overshoots(PointResult point) {
    return meanTimescale(point) < 1;
  }

  /** Whether a best at an edge is at the upper one. */
  static boolean isUpper(StudyResult result, Map<String, Object> best, String name) {
    double value = number(best, name);
    double[] tried =
        result.points().stream().mapToDouble(point -> number(point.values(), name)).toArray();
    return Arrays.stream(tried).filter(each -> each < value).count()
        >= Arrays.stream(tried).filter(each -> each > value).count();
  }

  static double number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
