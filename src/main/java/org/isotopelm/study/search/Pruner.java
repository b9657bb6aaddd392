package org.isotopelm.study.search;

import static org.isotopelm.words.Figures.nats;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Observation;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** Decides which points of a round are given up, and says why. */
public final class Pruner {
  private Pruner() {}

  /**
   * The points to give up now.
   *
   * @param rule of the config
   * @param live points of the round that go on so far; all have ended the same first cells
   * @param seen all points of the study, those of the round among them
   * @param ended how many cells the live points have ended
   * @param metric of the observations
   */
  public static Map<Point, String> prune(
      Pruning rule, List<Observation> live, List<Observation> seen, int ended, Metric metric) {
    Map<Point, String> pruned = new LinkedHashMap<>();
    for (Observation each : live) {
      String why =
          switch (rule) {
            case Pruning.None _ -> null;
            case Pruning.Median(int after) ->
                ended < after ? null : median(each, seen, ended, metric);
            case Pruning.Halving(int factor) -> halving(each, live, factor, ended);
            case Pruning.Wilcoxon(double p) -> wilcoxon(each, seen, p, ended);
          };
      if (why != null) {
        pruned.put(each.point(), why);
      }
    }
    return pruned;
  }

  private static @Nullable String median(
      Observation own, List<Observation> seen, int ended, Metric metric) {
    double[] means =
        seen.stream()
            .mapToDouble(other -> mean(other, ended))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double median = means.length == 0 ? Double.NaN : Statistics.median(means);
    double mean = mean(own, ended);
    return mean > median
        ? String.format(
            Locale.ROOT,
            "%s %s over %s is above the median of %d points, %s",
            metric.figure(),
            nats(mean),
            cells(ended),
            means.length,
            nats(median))
        : null;
  }

  /** Acts after 1, factor, factor² … cells; of equals the one proposed first goes on. */
  private static @Nullable String halving(
      Observation own, List<Observation> live, int factor, int ended) {
    if (!isPower(ended, factor)) {
      return null;
    }
    List<Observation> order =
        live.stream()
            .sorted(Comparator.comparingDouble(each -> orWorst(mean(each, ended))))
            .toList();
    int kept = Math.ceilDiv(live.size(), factor);
    int rank = order.indexOf(own) + 1;
    return rank > kept
        ? String.format(
            Locale.ROOT,
            "number %d of %d after %s; the best %d go on",
            rank,
            live.size(),
            cells(ended),
            kept)
        : null;
  }

  private static boolean isPower(int value, int factor) {
    int power = 1;
    while (power < value) {
      power *= factor;
    }
    return power == value;
  }

  private static @Nullable String wilcoxon(
      Observation own, List<Observation> seen, double level, int ended) {
    Observation best =
        seen.stream()
            .filter(other -> Double.isFinite(mean(other, ended)))
            .min(Comparator.comparingDouble(other -> mean(other, ended)))
            .orElse(null);
    if (best == null || best.equals(own) || !Double.isFinite(mean(own, ended))) {
      return null;
    }
    double[] worse =
        IntStream.range(0, ended)
            .mapToDouble(i -> figure(own, i) - figure(best, i))
            .filter(difference -> difference != 0)
            .toArray();
    if (worse.length == 0) {
      return null;
    }
    double p =
        WilcoxonSignedRankTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .test(worse)
            .getPValue();
    return p < level
        ? "worse than %s on %s, signed-rank p = %s"
            .formatted(best.point(), cells(ended), Figures.p(p))
        : null;
  }

  /** Mean of the first so many cells; NaN where one is missing or failed. */
  private static double mean(Observation point, int ended) {
    return IntStream.range(0, ended).mapToDouble(i -> figure(point, i)).sum() / ended;
  }

  private static double figure(Observation point, int cell) {
    return Objects.requireNonNullElse(point.figures().get(cell), Double.NaN);
  }

  private static double orWorst(double mean) {
    return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
  }

  private static String cells(int count) {
    return count == 1 ? "1 cell" : count + " cells";
  }
}
