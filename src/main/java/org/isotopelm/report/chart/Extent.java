package org.isotopelm.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What an upright axis shows. A training that exploded stands many times farther from the best than
 * any that did not: what is beyond reach is cut off, so that the rest can be read.
 *
 * @param low and high, finite and apart
 */
public record Extent(double low, double high) {
  /** What is so many times farther from the least than the middle is beyond reach. */
  private static final double REACH = 10;

  /** And what is this near never is. */
  private static final double NEAR = 5;

  /** Far beyond any nll, and far enough from the end of the numbers to be reckoned with. */
  private static final double LARGEST = 1e100;

  private static final double MARGIN = 0.06;
  private static final double LEAST_MARGIN = 1e-3;
  private static final double LEAST_LENGTH = 1e-9;

  /**
   * The extent of these.
   *
   * @param means of points and lines, those of the held-out text
   * @param others that are shown beside them, such as ends of error bars and figures of the text
   *     trained on
   */
  public static Extent of(
      List<? extends @Nullable Double> means, List<? extends @Nullable Double> others) {
    double[] sorted = countable(means).sorted().toArray();
    double[] all = DoubleStream.concat(countable(means), countable(others)).sorted().toArray();
    if (sorted.length == 0) {
      return new Extent(0, 1);
    }
    double first = sorted[0];
    double middle = sorted[(sorted.length - 1) / 2];
    double reach = Math.max(NEAR, REACH * (middle - first));
    double least = Arrays.stream(all).filter(each -> each >= first - reach).min().orElse(first);
    double most = Arrays.stream(all).filter(each -> each <= first + reach).max().orElse(first);
    double margin =
        Math.max(MARGIN * (most - least), Math.max(LEAST_MARGIN * Math.abs(most), LEAST_LENGTH));
    return new Extent(least - margin, most + margin);
  }

  /** What lies above it. */
  public boolean isBelow(double value) {
    return value > high;
  }

  private static DoubleStream countable(List<? extends @Nullable Double> values) {
    return values.stream()
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .filter(each -> Math.abs(each) < LARGEST);
  }
}
