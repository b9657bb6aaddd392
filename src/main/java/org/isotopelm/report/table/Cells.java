package org.isotopelm.report.table;

import java.util.List;
import java.util.Locale;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** How figures stand in cells. */
public final class Cells {
  /** What should be there and is not known. */
  public static final String NONE = "–";

  private Cells() {}

  /** Words, or nothing. */
  public static Cell words(@Nullable String words) {
    return words == null || words.isEmpty() ? Cell.EMPTY : new Cell(words, words);
  }

  /** A value of the config, or nothing. */
  public static Cell value(@Nullable Object value) {
    return value == null
        ? Cell.EMPTY
        : new Cell(Figures.value(value), value instanceof Number ? value : value.toString());
  }

  /** A number with so many places. */
  public static Cell fixed(@Nullable Double value, int places) {
    return value == null || value.isNaN()
        ? new Cell(NONE, null)
        : new Cell(Figures.fixed(value, places), value);
  }

  /** Nats. */
  public static Cell nats(@Nullable Double value) {
    return fixed(value, 4);
  }

  /** Nats and their standard error. */
  public static Cell nats(@Nullable Double value, @Nullable Double error) {
    return value == null || value.isNaN()
        ? new Cell(NONE, null)
        : new Cell(
            Figures.nats(value)
                + (error == null || error.isNaN() ? "" : " ± " + Figures.nats(error)),
            value);
  }

  /** A number with so many places after the point, or to three digits where that would be 0. */
  public static Cell small(@Nullable Double value, int places) {
    return value == null || value == 0 || value.isNaN() || Math.abs(value) >= Math.pow(10, -places)
        ? fixed(value, places)
        : new Cell(Phrases.figure(value), value);
  }

  /** A number to four digits, or nothing. */
  public static Cell significant(@Nullable Double value) {
    if (value == null || value.isNaN()) {
      return Cell.EMPTY;
    }
    return new Cell(
        Figures.value(
            Double.isFinite(value)
                ? Double.valueOf(String.format(Locale.ROOT, "%.4g", value))
                : (Object) value),
        value);
  }

  /** A whole number, or nothing. */
  public static Cell whole(@Nullable Number value) {
    if (value == null) {
      return Cell.EMPTY;
    }
    return Double.isFinite(value.doubleValue())
        ? new Cell(String.format(Locale.ROOT, "%,.0f", value.doubleValue()), value)
        : new Cell(NONE, null);
  }

  /** A probability. */
  public static Cell p(@Nullable Double p) {
    return p == null || p.isNaN() ? new Cell(NONE, null) : new Cell(Figures.p(p), p);
  }

  /** An interval of nats. */
  public static Cell interval(List<Double> ends) {
    return ends.isEmpty()
        ? new Cell(NONE, null)
        : new Cell(
            Figures.nats(ends.get(0)) + " to " + Figures.nats(ends.get(1)),
            ends.get(0).isNaN() ? null : ends.get(0));
  }
}
