package org.isotopelm.report;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.report.chart.ChartScale;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.space.Dimension;
import org.jspecify.annotations.Nullable;

/** The scales of a study's dimensions. */
final class Scales {
  private Scales() {}

  /** The scale of a dimension's values in some points, and of more values of it. */
  static ChartScale of(
      StudyOutcome outcome, String name, Stream<Map<String, Object>> points, double... more) {
    @Nullable Dimension dimension = outcome.plan().spec().space().get(name);
    Stream<Object> used =
        points.map(values -> values.get(name)).filter(Objects::nonNull).map(value -> value);
    Stream<Object> numbers = Arrays.stream(more).boxed().map(value -> value);
    // Words keep the config's order.
    boolean words =
        dimension != null
            && dimension.values() != null
            && !dimension.values().stream().allMatch(Number.class::isInstance);
    Stream<?> values =
        words && dimension != null && dimension.values() != null
            ? dimension.values().stream()
            : Stream.concat(used, numbers);
    return ChartScale.of(values, dimension != null && dimension.logUniform() != null);
  }
}
