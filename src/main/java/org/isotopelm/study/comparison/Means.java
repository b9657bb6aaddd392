package org.isotopelm.study.comparison;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;

/** The mean figures of one contender's cells. */
public final class Means {
  private Means() {}

  /** Means over the finished cells, with standard errors over their folds. */
  public static MeanScores of(Design design, Trials trials, Contender contender) {
    return of(design, trials.results(contender), trials.failed(contender));
  }

  /** The same of finished cells, beside which so many failed. */
  static MeanScores of(Design design, Map<Pair, CellResult> results, int failed) {
    List<CellResult> done = List.copyOf(results.values());
    double[] nll = repetitions(design, results, Metric.NLL);
    double[] bits = repetitions(design, results, Metric.BITS_PER_BYTE);
    return new MeanScores(
        mean(nll),
        Statistics.standardError(nll),
        done.isEmpty() ? null : Math.exp(Statistics.mean(nll)),
        mean(bits),
        Statistics.standardError(bits),
        unknownShare(done),
        mean(done, CellResult::trainNll),
        mean(done, CellResult::bestCheckpointNll),
        mean(done, CellResult::exposure),
        mean(done, CellResult::learningRate),
        mean(done, result -> result.isCounted() ? Double.NaN : result.steps()),
        done.size(),
        failed);
  }

  /** Figures that repeat each other: of each fold, its seeds averaged. */
  private static double[] repetitions(Design design, Map<Pair, CellResult> results, Metric metric) {
    SortedMap<Pair, Double> figures = new TreeMap<>();
    results.forEach((pair, result) -> figures.put(pair, metric.of(result)));
    return design.repetitions(figures);
  }

  private static @Nullable Double unknownShare(List<CellResult> results) {
    double tokens = results.stream().mapToDouble(CellResult::tokens).sum();
    double unknown = results.stream().mapToDouble(CellResult::unknownTokens).sum();
    return results.isEmpty() ? null : (Double) (unknown / tokens);
  }

  private static @Nullable Double mean(double[] repetitions) {
    return repetitions.length == 0 ? null : (Double) Statistics.mean(repetitions);
  }

  private static @Nullable Double mean(
      List<CellResult> results, ToDoubleFunction<CellResult> figure) {
    double mean = results.isEmpty() ? Double.NaN : Statistics.mean(values(results, figure));
    return Double.isNaN(mean) ? null : (Double) mean;
  }

  private static double[] values(List<CellResult> results, ToDoubleFunction<CellResult> figure) {
    return results.stream().mapToDouble(figure).toArray();
  }
}
