package org.isotopelm.study.search;

import static org.isotopelm.words.Figures.nats;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Locale;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a point whose mean over its cells is above the median of all points on the same cells
 * (Golovin et al. 2017).
 *
 * @param after cells that every point has first
 */
@JsonTypeName("median")
public record MedianPruning(int after) implements Pruning {

  @Override
  public String sentence() {
    return "A point was given up if it was worse than the median of the others after "
        + Phrases.count(after, "cell")
        + ".";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    if (round.ended() < after) {
      return null;
    }
    double[] means =
        round.seen().stream().mapToDouble(round::mean).filter(Double::isFinite).sorted().toArray();
    double median = means.length == 0 ? Double.NaN : Statistics.median(means);
    double mean = round.mean(point);
    return mean > median
        ? String.format(
            Locale.ROOT,
            "%s %s over %s is above the median of %d points, %s",
            round.metric().figure(),
            nats(mean),
            round.cells(),
            means.length,
            nats(median))
        : null;
  }
}
