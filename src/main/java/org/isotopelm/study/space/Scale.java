package org.isotopelm.study.space;

import java.util.Arrays;

/**
 * Places the numbers of a dimension between 0 and 1, by their value or its logarithm.
 *
 * @param bottom the number at 0, or its logarithm
 * @param top the number at 1, or its logarithm
 * @param log whether logarithms count
 * @param zero whether the number 0 is placed at 0, although it has no logarithm
 */
public record Scale(double bottom, double top, boolean log, boolean zero) {

  /** A range. */
  static Scale of(double low, double high, boolean log) {
    return log
        ? new Scale(StrictMath.log(low), StrictMath.log(high), true, false)
        : new Scale(low, high, false, false);
  }

  /**
   * A list of numbers. Positive numbers count by their logarithm, and 0 is placed one typical step,
   * the median ratio of neighbours, below the least of them.
   */
  static Scale of(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    double[] logs = Arrays.stream(sorted).filter(v -> v > 0).map(StrictMath::log).toArray();
    double high = sorted[sorted.length - 1];
    if (sorted[0] < 0 || logs.length == 0) {
      return of(sorted[0], high, false);
    }
    boolean zero = sorted[0] == 0;
    return new Scale(zero ? logs[0] - step(logs) : logs[0], StrictMath.log(high), true, zero);
  }

  private static double step(double[] logs) {
    double[] steps = new double[logs.length - 1];
    Arrays.setAll(steps, i -> logs[i + 1] - logs[i]);
    Arrays.sort(steps);
    return steps.length == 0 ? 1 : steps[steps.length / 2];
  }

  /** The place of a number; the middle if there is only one. */
  double position(double number) {
    if (top == bottom) {
      return 0.5;
    }
    if (zero && number == 0) {
      return 0;
    }
    return ((log ? StrictMath.log(number) : number) - bottom) / (top - bottom);
  }

  /** The number at a place. */
  public double number(double position) {
    if (zero && position == 0) {
      return 0;
    }
    double at = bottom + position * (top - bottom);
    return log ? StrictMath.exp(at) : at;
  }
}
