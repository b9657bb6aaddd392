package org.isotopelm.study;

import static org.isotopelm.study.Figures.nats;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isotopelm.study.StudyResult.Paired;
import org.isotopelm.study.StudyResult.PointResult;
import org.jspecify.annotations.Nullable;

/** How figures are said in sentences. */
final class Phrases {
  static final double SIGNIFICANT = 0.05;

  private Phrases() {}

  /** Whether a difference may be spoken of: by the corrected p where there is a family. */
  static boolean isSignificant(@Nullable Paired paired) {
    if (paired == null) {
      return false;
    }
    Double p = paired.pHolm() == null ? paired.p() : paired.pHolm();
    return p != null && p < SIGNIFICANT;
  }

  /** {@code 3 folds}. */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** {@code 0.0410 nats (95 % interval 0.0300 to 0.0520, p = 0.001)}: the size of a difference. */
  static String size(Paired paired) {
    return nats(Math.abs(paired.difference())) + " nats" + evidence(paired);
  }

  /** {@code (95 % interval 0.0300 to 0.0520, p = 0.001)}, of the size. */
  private static String evidence(Paired paired) {
    if (paired.p() == null) {
      return " (one pair: no test)";
    }
    double sign = Math.signum(paired.difference());
    double low = Math.min(sign * paired.ci95().get(0), sign * paired.ci95().get(1));
    double high = Math.max(sign * paired.ci95().get(0), sign * paired.ci95().get(1));
    Double holm = paired.pHolm();
    return " (95 %% interval %s to %s, %s%s)"
        .formatted(
            nats(low),
            nats(high),
            p(paired.p()),
            holm == null || p(holm).equals(p(paired.p())) ? "" : ", after Holm " + p(holm));
  }

  static String p(double p) {
    return (p < 0.001 ? "p " : "p = ") + Figures.p(p);
  }

  /**
   * {@code lambda = 0.1}, {@code lambda = 0.1 and lambda = 1}, or how many, where they are many.
   */
  static String points(List<Map<String, Object>> points) {
    List<String> names = points.stream().map(Point::describe).toList();
    if (names.size() > 6) {
      return names.size() + " points";
    }
    return names.size() == 1
        ? names.getFirst()
        : names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
            + " and "
            + names.getLast();
  }

  static PointResult point(StudyResult result, Map<String, Object> values) {
    return result.points().stream()
        .filter(point -> point.values().equals(values))
        .findFirst()
        .orElseThrow();
  }
}
