package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.study.CurveData.Stop;
import org.isotopelm.study.comparison.OpponentResult;
import org.jspecify.annotations.Nullable;

/** What the upright axis of a curve shows. */
final class CurveExtent {
  private CurveExtent() {}

  /**
   * The extent of the means, their errors, the folds and the counted baseline.
   *
   * @param checkpoints whether the nll at the best checkpoints is shown, too
   */
  static Extent of(CurveData data, boolean checkpoints) {
    List<@Nullable Double> means = new ArrayList<>();
    List<@Nullable Double> others = new ArrayList<>();
    Stream.concat(
            data.stops().map(Stop::scores), data.opponents().stream().map(OpponentResult::scores))
        .forEach(
            scores -> {
              double figure = data.figure(scores);
              means.add(figure);
              others.add(figure - data.error(scores));
              others.add(figure + data.error(scores));
            });
    data.folds().forEach(fold -> others.addAll(fold.values()));
    CountedLevel.of(data).forEach(level -> others.addAll(level.ends()));
    if (checkpoints) {
      data.stops().map(stop -> stop.scores().bestCheckpointNll()).forEach(others::add);
    }
    return Extent.of(means, others);
  }
}
