package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.StudyResult.Paired;
import org.isotopelm.study.comparison.StudyResult.PointResult;
import org.isotopelm.study.comparison.StudyResult.Status;
import org.isotopelm.study.trial.Metric;
import org.jspecify.annotations.Nullable;

/** What findings are made of, out of a study's result. */
final class Gaps {
  private Gaps() {}

  static Unit unit(Metric metric) {
    return new Unit(metric.figure(), metric.unit(), metric.shortUnit(), metric == Metric.NLL);
  }

  static Gap of(Metric metric, Paired paired) {
    return new Gap(
        unit(metric),
        paired.difference(),
        paired.isNone(),
        paired.ci95(),
        paired.p(),
        paired.pHolm(),
        paired.pairs());
  }

  static @Nullable Gap orNull(Metric metric, @Nullable Paired paired) {
    return paired == null ? null : of(metric, paired);
  }

  static PointResult point(StudyResult result, Map<String, Object> values) {
    return result.points().stream()
        .filter(point -> point.values().equals(values))
        .findFirst()
        .orElseThrow();
  }

  static List<Map<String, Object>> withStatus(StudyResult result, Status status) {
    return result.points().stream()
        .filter(point -> point.status() == status)
        .map(PointResult::values)
        .toList();
  }
}
