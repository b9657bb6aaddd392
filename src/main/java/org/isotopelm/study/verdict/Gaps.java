package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.trial.Metric;
import org.jspecify.annotations.Nullable;

/** What findings are made of, out of a study's result. */
final class Gaps {
  private Gaps() {}

  static Unit unit(Metric metric) {
    return new Unit(metric.figure(), metric.unit(), metric.shortUnit(), metric == Metric.NLL);
  }

  /**
   * A gap of a paired comparison.
   *
   * @param comparisons in its family
   */
  static Gap of(Metric metric, Paired paired, int comparisons) {
    return new Gap(
        unit(metric),
        paired.difference(),
        paired.isNone(),
        paired.ci95(),
        paired.p(),
        paired.pHolm(),
        paired.pairs(),
        comparisons);
  }

  /** A difference on the test split, in nats per token; its interval is all that is known of it. */
  static Gap tested(double difference, boolean isNone, List<Double> ci95) {
    return new Gap(unit(Metric.NLL), difference, isNone, ci95, null, null, 0, 0);
  }

  /** Tested comparisons with λ = 0, and of the best with its best checkpoint: one family. */
  static int withZero(StudyResult result) {
    Paired stopping = result.stoppingEarly();
    return tested(result, PointResult::pairedToZero)
        + (stopping == null || stopping.p() == null ? 0 : 1);
  }

  /** Tested comparisons with the config's own setting: another family. */
  static int withOwn(StudyResult result) {
    return tested(result, PointResult::pairedToDefault);
  }

  private static int tested(StudyResult result, Function<PointResult, @Nullable Paired> paired) {
    return (int)
        result.points().stream()
            .map(paired)
            .flatMap(Stream::ofNullable)
            .filter(each -> each.p() != null)
            .count();
  }

  static Winner winner(StudyResult result, PointResult point) {
    return new Winner(
        point.values(),
        result.compared().candidates().size(),
        unit(result.metric()),
        Objects.requireNonNull(point.scores().figure(result.metric())));
  }

  static PointResult point(StudyResult result, Map<String, Object> values) {
    return result.points().stream()
        .filter(point -> point.values().equals(values))
        .findFirst()
        .orElseThrow();
  }
}
