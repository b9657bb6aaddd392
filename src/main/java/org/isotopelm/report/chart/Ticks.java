package org.isotopelm.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers for an axis. */
final class Ticks {
  private static final int WANTED = 6;
  private static final double[] ROUND = {1, 2, 5, 10};

  /** Numbers this many times larger than the axis is long have no room for digits that differ. */
  private static final double MOST = 1e12;

  private Ticks() {}

  /**
   * Steps of 1, 2 or 5 times a power of ten between the ends, about six; none where the ends are no
   * numbers that can be told apart.
   */
  static List<Double> linear(double low, double high) {
    List<Double> ticks = new ArrayList<>();
    if (!isCountable(high - low) || Math.max(Math.abs(low), Math.abs(high)) > (high - low) * MOST) {
      return ticks;
    }
    double step = step(high - low);
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(i)).doubleValue());
    }
    return ticks;
  }

  /**
   * Powers of ten between the ends and, the nearer these are, the more multiples of them; none
   * where an end is not a number above 0.
   */
  static List<Double> logarithmic(double low, double high) {
    List<Double> ticks = new ArrayList<>();
    if (!isCountable(low) || !isCountable(high)) {
      return ticks;
    }
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (int factor : factors(high / low)) {
        double tick = BigDecimal.valueOf(factor).scaleByPowerOfTen(power).doubleValue();
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static boolean isCountable(double value) {
    return value >= Double.MIN_NORMAL && Double.isFinite(value);
  }

  private static int[] factors(double span) {
    if (span > 3000) {
      return new int[] {1};
    }
    return span > 30 ? new int[] {1, 2, 5} : new int[] {1, 2, 3, 4, 6, 8};
  }

  /** The round step that cuts a width into about six. */
  static double step(double width) {
    double raw = width / WANTED;
    int power = (int) Math.floor(Math.log10(raw));
    for (double factor : ROUND) {
      double step = BigDecimal.valueOf(factor).scaleByPowerOfTen(power).doubleValue();
      if (step >= raw * 0.99) {
        return step;
      }
    }
    throw new IllegalArgumentException("no step for a width of " + width);
  }
}
