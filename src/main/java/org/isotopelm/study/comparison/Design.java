package org.isotopelm.study.comparison;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.trial.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Which figures of a study count as repetitions.
 *
 * <p>With k folds these are the folds, over which a figure's seeds are averaged first: several
 * seeds on one fold share their held-out and training text, so they are not more experiments. So a
 * test has k − 1 degrees of freedom however many seeds there are; seeds make the averages less
 * noisy. With one fold, the validation split, only seeds repeat: they show the noise of training,
 * and say nothing about other text.
 *
 * @param folds k, or 1 for the validation split
 */
public record Design(int folds) {

  /** Repetitions, in the order of their folds; or of their seeds, where there is one fold. */
  public double[] repetitions(Map<Pair, Double> figures) {
    if (folds == 1) {
      return figures.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
    TreeMap<Integer, DoubleStream.Builder> byFold = new TreeMap<>();
    figures.forEach(
        (pair, figure) ->
            byFold.computeIfAbsent(pair.fold(), _ -> DoubleStream.builder()).add(figure));
    return byFold.values().stream()
        .mapToDouble(seeds -> seeds.build().average().orElseThrow())
        .toArray();
  }

  /**
   * How much held-out text there is to the training text, n₂/n₁: 1/(k − 1) with k folds. It is what
   * folds have in common that makes their figures less different than those of new text would be;
   * see {@link TTest}. The seeds of one split are not drawn anew from the text at all: 0.
   */
  double heldOutToTraining() {
    return folds == 1 ? 0 : 1.0 / (folds - 1);
  }

  /** The standard error of a mean of so many repetitions of this variance; see {@link TTest}. */
  double standardError(int repetitions, double variance) {
    return TTest.standardError(repetitions, variance, heldOutToTraining());
  }

  /** The test of the repetitions' mean; null for fewer than two. */
  @Nullable TTest test(double[] repetitions) {
    return TTest.of(repetitions, heldOutToTraining());
  }
}
