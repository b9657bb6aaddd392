package org.isotopelm.report.study;

import java.util.Arrays;
import java.util.List;
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
    List<Object> listed =
        dimension == null || dimension.values() == null ? List.of() : dimension.values();
    List<Object> used =
        points.map(values -> values.get(name)).filter(Objects::nonNull).distinct().toList();
    if (!listed.stream().allMatch(Number.class::isInstance)) {
      // Words keep the config's order.
      return ChartScale.of(listed.stream(), false);
    }
    boolean logarithmic = dimension != null && dimension.logUniform() != null;
    Stream<Object> all =
        Stream.of(
                used.stream(), listed.stream(), Arrays.stream(more).mapToObj(each -> (Object) each))
            .flatMap(each -> each);
    if (listed.isEmpty()) {
      return ChartScale.ofRange(all, logarithmic);
    }
    return ChartScale.of(all, logarithmic, more.length == 0 ? List.of() : listed);
  }
}
