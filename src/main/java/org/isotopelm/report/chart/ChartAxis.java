package org.isotopelm.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * An axis as it is drawn. Places on it are numbers of its own: those of a logarithmic axis are
 * logarithms to the base of ten, those of an axis of words count from 0.
 *
 * @param name its words
 * @param logarithmic whether its places are logarithms
 * @param low where it begins
 * @param high where it ends
 * @param ticks what is labelled; a drawing leaves out labels that have no room
 * @param breakAt where it is broken, between 0 and a logarithmic scale; null for an unbroken one
 * @param aside where the places of other things begin, which have no value on the axis; null where
 *     there are none
 */
public record ChartAxis(
    String name,
    boolean logarithmic,
    double low,
    double high,
    List<Tick> ticks,
    @Nullable Double breakAt,
    @Nullable Double aside) {

  private static final int MOST_PLACES = 4;

  /** An axis must have a length. */
  public ChartAxis {
    if (!(low < high)) {
      throw new IllegalArgumentException("an axis from " + low + " to " + high);
    }
    ticks = List.copyOf(ticks);
  }

  private ChartAxis(String name, double low, double high, List<Tick> ticks) {
    this(name, false, low, high, ticks, null, null);
  }

  /** An upright axis of numbers, with round ones labelled. */
  public static ChartAxis upright(String name, Extent extent) {
    List<Double> ticks = Ticks.linear(extent.low(), extent.high());
    double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
    int places = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return new ChartAxis(
        name,
        extent.low(),
        extent.high(),
        ticks.stream()
            .map(
                tick ->
                    new Tick(
                        tick,
                        places > MOST_PLACES ? Figures.value(tick) : Figures.fixed(tick, places)))
            .toList());
  }

  /** An upright axis of the logarithms of positive numbers. */
  public static ChartAxis logarithmic(String name, Extent logarithms) {
    return new ChartAxis(
        name,
        true,
        logarithms.low(),
        logarithms.high(),
        Ticks.logarithmic(Math.pow(10, logarithms.low()), Math.pow(10, logarithms.high())).stream()
            .map(tick -> new Tick(Math.log10(tick), grouped(tick)))
            .toList(),
        null,
        null);
  }

  private static String grouped(double tick) {
    return tick >= 1000 && tick < 1e7
        ? String.format(Locale.ROOT, "%,.0f", tick)
        : Figures.value(tick);
  }

  /** From 0 up to the last of whole numbers, such as steps. */
  public static ChartAxis counts(String name, double last) {
    double end = Math.max(1, last);
    return new ChartAxis(
        name,
        0,
        end,
        Ticks.linear(0, end).stream()
            .filter(tick -> tick == Math.rint(tick))
            .map(tick -> new Tick(tick, String.format(Locale.ROOT, "%,.0f", tick)))
            .toList());
  }

  /** An axis of shares of a whole. */
  public static ChartAxis shares(String name) {
    return new ChartAxis(
        name,
        0,
        1,
        DoubleStream.of(0, 0.2, 0.4, 0.6, 0.8, 1)
            .mapToObj(share -> new Tick(share, Figures.fixed(100 * share, 0) + " %"))
            .toList());
  }

  /** The perplexities beside an axis of nll, at the same places. */
  public ChartAxis perplexities() {
    double least = Math.exp(low);
    double most = Math.exp(high);
    List<Double> ticks =
        most / least > 8 ? Ticks.logarithmic(least, most) : Ticks.linear(least, most);
    return new ChartAxis(
        "perplexity",
        low,
        high,
        ticks.stream().map(tick -> new Tick(Math.log(tick), Figures.value(tick))).toList());
  }

  /** This axis, longer, with places for other things after its end. */
  public ChartAxis with(List<String> others, double slot) {
    if (others.isEmpty()) {
      return this;
    }
    List<Tick> all = new ArrayList<>(ticks);
    for (String other : others) {
      all.add(new Tick(high + (all.size() - ticks.size() + 0.5) * slot, other));
    }
    return new ChartAxis(name, logarithmic, low, high + others.size() * slot, all, breakAt, high);
  }

  /** How far along a place is: from 0 to 1, also where it lies beyond an end. */
  public double share(double at) {
    return (Math.clamp(at, low, high) - low) / (high - low);
  }
}
