package org.isotopelm.optim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.param.Parameter;

/**
 * What a step touches of the flat arrays, range by range: all of it, but of one parameter, such as
 * an embedding, only the rows that the step says. Gradients elsewhere are zero without being
 * cleared, summed or measured.
 *
 * <p>A step says its rows by {@link #begin}, {@link #add} and {@link #end}. Nothing is allocated.
 */
public final class Touched {
  private final List<Range> ranges;
  private final int first; // range of the parameter with rows
  private final int last; // one past its last
  private final int rowsPerRange;
  private final Range[] rows; // [V]
  private final int[] seenIn; // [V]: the number of the step that added a row last
  private final int[] found; // [V]: this step's rows in the order in which they came
  private final int[] sorted; // [V]: the same, range by range
  private final int[] begins; // [last − first + 1]: where a range's rows begin in it

  private int number;
  private int count;

  private Touched(List<Range> ranges, int first, int last, Range[] rows) {
    this.ranges = ranges;
    this.first = first;
    this.last = last;
    this.rows = rows;
    rowsPerRange = rows.length == 0 ? 1 : length(ranges.get(first)) / length(rows[0]);
    seenIn = new int[rows.length];
    found = new int[rows.length];
    sorted = new int[rows.length];
    begins = new int[last - first + 1];
  }

  private static int length(Range range) {
    return range.to() - range.from();
  }

  /** Every step touches everything. */
  public static Touched all(List<Range> ranges) {
    return new Touched(ranges, ranges.size(), ranges.size(), new Range[0]);
  }

  /**
   * A step touches some rows of one parameter, and everything else.
   *
   * @param ranges of which some hold the parameter alone, in whole rows
   */
  public static Touched rows(List<Range> ranges, Parameter parameter) {
    int[] own =
        IntStream.range(0, ranges.size()).filter(i -> contains(parameter, ranges.get(i))).toArray();
    int group = ranges.get(own[0]).group();
    int width = parameter.shape().getLast();
    Range[] rows = new Range[parameter.shape().getFirst()];
    Arrays.setAll(
        rows,
        row -> {
          int from = parameter.offset() + row * width;
          return new Range(from, from + width, group);
        });
    return new Touched(ranges, own[0], own[0] + own.length, rows);
  }

  private static boolean contains(Parameter parameter, Range range) {
    return range.from() >= parameter.offset() && range.to() <= parameter.end();
  }

  /** Whether steps touch only some rows of a parameter. */
  public boolean hasRows() {
    return rows.length > 0;
  }

  /** Begins a step: no rows yet. */
  public void begin() {
    number++;
    count = 0;
  }

  /** Adds rows; some may be there already. */
  public void add(int[] more) {
    for (int row : more) {
      if (seenIn[row] != number) {
        seenIn[row] = number;
        found[count++] = row;
      }
    }
  }

  /** All rows of the step are there. */
  public void end() {
    Arrays.fill(begins, 0);
    for (int i = 0; i < count; i++) {
      begins[found[i] / rowsPerRange]++;
    }
    int sum = 0;
    for (int i = 0; i < begins.length; i++) {
      sum += begins[i];
      begins[i] = sum;
    }
    for (int i = count - 1; i >= 0; i--) {
      sorted[--begins[found[i] / rowsPerRange]] = found[i];
    }
  }

  /** Whether the step touches only some rows of range number {@code index}. */
  boolean byRows(int index) {
    return index >= first && index < last;
  }

  /** How many pieces of range number {@code index} the step touches. */
  public int count(int index) {
    return byRows(index) ? begins[index - first + 1] - begins[index - first] : 1;
  }

  /** The i-th of them. */
  public Range piece(int index, int i) {
    return byRows(index) ? rows[row(index, i)] : ranges.get(index);
  }

  /** The row that the i-th of them is. */
  int row(int index, int i) {
    return sorted[begins[index - first] + i];
  }

  /** Sets what the step touches to zero. */
  public void clear(float[] array) {
    clear(array, 0, ranges.size());
  }

  /** Sets the rows that the step touches to zero. */
  public void clearRows(float[] array) {
    clear(array, first, last);
  }

  private void clear(float[] array, int from, int to) {
    for (int index = from; index < to; index++) {
      for (int i = 0; i < count(index); i++) {
        Range piece = piece(index, i);
        Arrays.fill(array, piece.from(), piece.to(), 0);
      }
    }
  }
}
