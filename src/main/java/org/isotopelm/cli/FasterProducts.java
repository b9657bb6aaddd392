package org.isotopelm.cli;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.math.EngineSpec.ProductsKind;

/**
 * Which products a machine trains faster with, from step times of several trainings by both kinds.
 * Java's give the same bits on every machine, so OpenBLAS must be clearly faster.
 */
final class FasterProducts {
  /** The least difference that counts, as a logarithm. */
  private static final double CLEARLY = 0.03;

  private final List<Double> advantages = new ArrayList<>();
  private final List<Double> spreads = new ArrayList<>();

  /**
   * Takes in a training.
   *
   * @param java milliseconds of its steps by Java's products, from the shortest
   * @param openblas the same by OpenBLAS
   */
  void add(List<Double> java, List<Double> openblas) {
    advantages.add(Math.log(quantile(java, 0.5) / quantile(openblas, 0.5)));
    spreads.add(Math.max(spread(java), spread(openblas)));
  }

  /** Trainings taken in. */
  int trainings() {
    return advantages.size();
  }

  /** OpenBLAS where it is faster by more than 3 % and by more than the steps' spread, else Java. */
  ProductsKind kind() {
    return mean(advantages) > Math.max(CLEARLY, mean(spreads))
        ? ProductsKind.OPENBLAS
        : ProductsKind.JAVA;
  }

  /** Half the distance between the quartiles, as a logarithm. */
  private static double spread(List<Double> sorted) {
    return Math.log(quantile(sorted, 0.75) / quantile(sorted, 0.25)) / 2;
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }
}
