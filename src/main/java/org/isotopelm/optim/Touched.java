package org.isotopelm.optim;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a step touches of the flat arrays, range by range: all of it, but of some parameters, such
 * as an embedding, only the rows that the step says. Gradients elsewhere are zero without being
 * cleared, summed or measured.
 *
 * <p>A step says its rows by {@link #begin}, {@link #add} and {@link #end}. Nothing is allocated.
 */
public final class Touched {
  private final List<Range> ranges;
  private final TouchedRows[] parameters;
  private final @Nullable TouchedRows[] owners; // of each range

  private Touched(List<Range> ranges, TouchedRows[] parameters) {
    this.ranges = ranges;
    this.parameters = parameters;
    owners = new TouchedRows[ranges.size()];
    for (TouchedRows rows : parameters) {
      for (int index = 0; index < owners.length; index++) {
        owners[index] = rows.has(index) ? rows : owners[index];
      }
    }
  }

  /**
   * A step touches some rows of these parameters, and everything else.
   *
   * @param ranges of which some hold each parameter alone, in whole rows
   * @param parameters none: every step touches everything
   */
  public static Touched rows(List<Range> ranges, List<Parameter> parameters) {
    return new Touched(
        ranges,
        parameters.stream().map(each -> new TouchedRows(ranges, each)).toArray(TouchedRows[]::new));
  }

  /** The rows of a parameter of which steps touch some only. */
  TouchedRows of(int parameter) {
    return parameters[parameter];
  }

  /** Whether steps touch only some rows of a parameter. */
  public boolean hasRows() {
    return parameters.length > 0;
  }

  /** Begins a step: no rows yet. */
  public void begin() {
    for (TouchedRows rows : parameters) {
      rows.begin();
    }
  }

  /**
   * Adds a row, which may be there already.
   *
   * @param parameter its number among those with rows
   */
  public void add(int parameter, int row) {
    parameters[parameter].add(row);
  }

  /** All rows of the step are there. */
  public void end() {
    for (TouchedRows rows : parameters) {
      rows.end();
    }
  }

  /** How many pieces of range number {@code index} the step touches. */
  public int count(int index) {
    TouchedRows rows = owners[index];
    return rows == null ? 1 : rows.count(index);
  }

  /** The i-th of them. */
  public Range piece(int index, int i) {
    TouchedRows rows = owners[index];
    return rows == null ? ranges.get(index) : rows.piece(index, i);
  }

  /** Sets what the step touches to zero. */
  public void clear(float[] array) {
    for (int index = 0; index < owners.length; index++) {
      clear(array, index);
    }
  }

  /** Sets the rows that the step touches to zero. */
  public void clearRows(float[] array) {
    for (int index = 0; index < owners.length; index++) {
      if (owners[index] != null) {
        clear(array, index);
      }
    }
  }

  private void clear(float[] array, int index) {
    for (int i = 0; i < count(index); i++) {
      Range piece = piece(index, i);
      Arrays.fill(array, piece.from(), piece.to(), 0);
    }
  }
}
