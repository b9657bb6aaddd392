package org.isotopelm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.words.Figures;

/**
 * The horizontal axis: where each value of a dimension stands. Numbers from 0 up that span more
 * than a factor of four stand on a log axis, with 0 at its left beyond a break; other numbers on a
 * linear one; values that are no numbers side by side.
 */
final class Horizontal {
  /** A value to label, and where. */
  record Tick(double x, String label) {}

  private static final int LABELLED = 10;
  private static final double LOG_SPAN = Math.log(4);
  private static final double ZERO_SLOT = 0.13;
  private static final double PADDING = 28;

  private final List<Object> values;
  private final double left;
  private final double right;
  private final boolean numeric;
  private final boolean log;
  private final boolean zero;
  private final double low;
  private final double high;
  private final double zeroAt;

  /** An axis for distinct values between two places, in pixels. */
  Horizontal(List<Object> values, double left, double right) {
    this.values = values;
    numeric = values.stream().allMatch(Horizontal::isNumber);
    double[] numbers =
        numeric
            ? values.stream().mapToDouble(Horizontal::number).sorted().toArray()
            : IntStream.range(0, values.size()).mapToDouble(i -> i).toArray();
    double last = numbers[numbers.length - 1];
    boolean fromZero = numbers[0] == 0;
    double first = fromZero && numbers.length > 1 ? numbers[1] : numbers[0];
    log = numeric && numbers[0] >= 0 && first > 0 && Math.log(last) - Math.log(first) > LOG_SPAN;
    zero = log && fromZero;
    low = log ? first : numbers[0];
    high = last;
    this.left = left + PADDING + (zero ? ZERO_SLOT * (right - left) : 0);
    this.right = right - PADDING;
    zeroAt = left + PADDING;
  }

  /** Where a value stands. */
  double at(Object value) {
    double number = numeric ? number(value) : values.indexOf(value);
    if (zero && number == 0) {
      return zeroAt;
    }
    if (low == high) {
      return (left + right) / 2;
    }
    // By the larger end, as the length of the axis may be too large a number.
    double size = Math.max(Math.abs(low), Math.abs(high));
    double share =
        log
            ? (Math.log(number) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (number / size - low / size) / (high / size - low / size);
    return left + share * (right - left);
  }

  /** Whether 0 stands beyond a break. */
  boolean hasBreak() {
    return zero;
  }

  /** Where the break is. */
  double breakAt() {
    return (zeroAt + left) / 2;
  }

  boolean isLog() {
    return log;
  }

  /** The values themselves where they are few, else round ones. */
  List<Tick> ticks() {
    if (!numeric || values.size() <= LABELLED) {
      return values.stream().map(this::tick).toList();
    }
    List<Object> ticks = new ArrayList<>(zero ? List.of(0L) : List.of());
    ticks.addAll(log ? Ticks.logarithmic(low, high) : Ticks.linear(low, high));
    return ticks.stream().map(this::tick).toList();
  }

  private Tick tick(Object value) {
    return new Tick(at(value), Figures.value(value));
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
