package org.isotopelm.study.comparison;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.isotopelm.study.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Means of {@link TestedSeed}s.
 *
 * @param seeds how many
 * @param difference chosen minus zero; null where a zero is missing
 * @param se standard error of the difference over seeds: the noise of training alone
 */
public record OverSeeds(
    int seeds, double chosen, @Nullable Double difference, @Nullable Double se) {

  static @Nullable OverSeeds of(List<TestedSeed> seeds) {
    double[] chosen = known(seeds, TestedSeed::chosen);
    double[] differences = known(seeds, TestedSeed::difference);
    if (chosen.length < 2) {
      return null;
    }
    boolean paired = differences.length == chosen.length;
    return new OverSeeds(
        chosen.length,
        Statistics.mean(chosen),
        paired ? (Double) Statistics.mean(differences) : null,
        paired ? Statistics.standardError(differences) : null);
  }

  private static double[] known(
      List<TestedSeed> seeds, Function<TestedSeed, @Nullable Double> figure) {
    return seeds.stream()
        .map(figure)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
