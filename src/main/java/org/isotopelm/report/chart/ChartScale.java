package org.isotopelm.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * Where each value of a dimension stands. Numbers from 0 up that span more than a factor of four
 * stand on a logarithmic scale, with 0 at its left beyond a break; other numbers on a linear one;
 * values that are no numbers side by side.
 */
public final class ChartScale {
  private static final int LABELLED = 10;
  private static final double LOG_SPAN = 4;
  private static final double ROOM = 0.05;

  /** From 0 to the smallest number above it, as a share of the scale's length in decades. */
  private static final double TO_ZERO = 0.16;

  private static final double LEAST_TO_ZERO = 0.12;

  /** Numbers farther from 0 have no room for their differences. */
  private static final double LARGEST = 1e300;

  private enum Kind {
    WORDS,
    LINEAR,
    LOGARITHMIC
  }

  private final List<Object> values;
  private final List<Object> labels;
  private final Kind kind;
  private final double zeroAt;
  private final boolean hasZero;
  private final double low;
  private final double high;

  private ChartScale(List<Object> values, Kind kind, List<?> labels) {
    this.values = values;
    this.labels = List.copyOf(labels);
    this.kind = kind;
    hasZero = kind == Kind.LOGARITHMIC && number(values.getFirst()) == 0;
    double first = kind == Kind.WORDS ? 0 : plain(values.get(hasZero ? 1 : 0));
    high = kind == Kind.WORDS ? values.size() - 1 : plain(values.getLast());
    zeroAt = first - Math.max(TO_ZERO * (high - first), LEAST_TO_ZERO);
    low = hasZero ? zeroAt : first;
  }

  /** The scale of some values, in any order. */
  public static ChartScale of(Stream<?> values, boolean logarithmic) {
    return of(values, logarithmic, List.of());
  }

  /**
   * The scale of some values, in any order.
   *
   * @param logarithmic whether numbers stand on a logarithmic scale however near they are
   * @param labels the numbers to label; empty to label the values where they are few, and round
   *     numbers where they are many
   */
  public static ChartScale of(Stream<?> values, boolean logarithmic, List<?> labels) {
    List<Object> distinct = new ArrayList<>(values.distinct().toList());
    if (distinct.isEmpty() || !distinct.stream().allMatch(ChartScale::isNumber)) {
      return new ChartScale(distinct.isEmpty() ? List.of("") : distinct, Kind.WORDS, List.of());
    }
    distinct.sort(Comparator.comparingDouble(ChartScale::number));
    // 0 as a whole number and 0.0 are one value.
    IntStream.iterate(distinct.size() - 1, i -> i > 0, i -> i - 1)
        .filter(i -> number(distinct.get(i)) == number(distinct.get(i - 1)))
        .forEach(i -> distinct.remove(i));
    List<Double> positive = distinct.stream().map(ChartScale::number).filter(n -> n > 0).toList();
    double span = positive.isEmpty() ? 1 : positive.getLast() / positive.getFirst();
    boolean log =
        number(distinct.getFirst()) >= 0 && (span > LOG_SPAN || (logarithmic && span > 1));
    return new ChartScale(distinct, log ? Kind.LOGARITHMIC : Kind.LINEAR, labels);
  }

  /** The scale of some values that a search found in a range, with round numbers labelled. */
  public static ChartScale ofRange(Stream<?> values, boolean logarithmic) {
    ChartScale scale = of(values, logarithmic);
    List<Object> round = scale.kind == Kind.WORDS ? List.of() : scale.round();
    return round.size() > 2 ? new ChartScale(scale.values, scale.kind, round) : scale;
  }

  /** Where a value stands; null where it has no place. */
  public @Nullable Double at(Object value) {
    if (kind == Kind.WORDS) {
      int index = values.indexOf(value);
      return index < 0 ? null : (Double) (double) index;
    }
    return isNumber(value) ? (Double) plain(value) : null;
  }

  private double plain(Object value) {
    double number = number(value);
    return kind == Kind.LINEAR ? number : number == 0 ? zeroAt : Math.log10(number);
  }

  /** Whether neighbours on the scale are neighbours in size, so that a line may join them. */
  public boolean isNumeric() {
    return kind != Kind.WORDS;
  }

  /** Whether 0 stands beyond a break. */
  public boolean hasBreak() {
    return hasZero;
  }

  /**
   * The axis of the scale, with some room at either end.
   *
   * @param what more about it, in brackets after its name
   */
  public ChartAxis axis(String name, String... what) {
    List<String> words = new ArrayList<>(List.of(what));
    if (kind == Kind.LOGARITHMIC) {
      words.add("log scale");
    }
    double length = high > low ? high - low : Math.max(1, Math.abs(low));
    return new ChartAxis(
        words.isEmpty() ? name : name + " (" + String.join(", ", words) + ")",
        kind == Kind.LOGARITHMIC,
        low - ROOM * length,
        high + ROOM * length,
        labelled().stream().map(value -> new Tick(plainAt(value), Figures.value(value))).toList(),
        hasZero ? (Double) ((zeroAt + plain(values.get(1))) / 2) : null,
        null);
  }

  private double plainAt(Object value) {
    return kind == Kind.WORDS ? values.indexOf(value) : plain(value);
  }

  private List<Object> labelled() {
    if (!labels.isEmpty() && labels.size() <= LABELLED) {
      return labels;
    }
    if (kind == Kind.WORDS || values.size() <= LABELLED) {
      return values;
    }
    return round();
  }

  private List<Object> round() {
    List<Object> round = new ArrayList<>(hasZero ? List.of(values.getFirst()) : List.of());
    double first = number(values.get(hasZero ? 1 : 0));
    double last = number(values.getLast());
    round.addAll(kind == Kind.LINEAR ? Ticks.linear(first, last) : Ticks.logarithmic(first, last));
    return round;
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number number && Math.abs(number.doubleValue()) < LARGEST;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
