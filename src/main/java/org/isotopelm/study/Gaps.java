package org.isotopelm.study;

import java.util.List;
import java.util.Map;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.PointResult;
import org.isotopelm.study.StudyResult.Status;
import org.isotopelm.study.verdict.Gap;
import org.jspecify.annotations.Nullable;

/** What findings are made of, out of a study's result. */
final class Gaps {
  private Gaps() {}

  static Gap of(Paired paired) {
    return new Gap(paired.difference(), paired.ci95(), paired.p(), paired.pHolm());
  }

  static @Nullable Gap orNull(@Nullable Paired paired) {
    return paired == null ? null : of(paired);
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
