package org.isotopelm.optim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.param.Parameter;

/** The rows of one parameter that a step touches, range by range. Nothing is allocated. */
final class TouchedRows {
  private final int first; // range of the parameter
  private final int last; // one past its last
  private final int rowsPerRange;
  private final Range[] rows; // [R]
  private final int[] seenIn; // [R]: the number of the step that added a row last
  private final int[] found; // [R]: this step's rows in the order in which they came
  private final int[] sorted; // [R]: the same, range by range
  private final int[] begins; // [last − first + 1]: where a range's rows begin in it

  private int number;
  private int count;

  /**
   * @param ranges of which some hold the parameter alone, in whole rows
   */
  TouchedRows(List<Range> ranges, Parameter parameter) {
    int[] own =
        IntStream.range(0, ranges.size()).filter(i -> contains(parameter, ranges.get(i))).toArray();
    first = own[0];
    last = first + own.length;
    int width = parameter.shape().getLast();
    int group = ranges.get(first).group();
    rows = new Range[parameter.shape().getFirst()];
    Arrays.setAll(
        rows,
        row -> {
          int from = parameter.offset() + row * width;
          return new Range(from, from + width, group);
        });
    Range range = ranges.get(first);
    rowsPerRange = (range.to() - range.from()) / width;
    seenIn = new int[rows.length];
    found = new int[rows.length];
    sorted = new int[rows.length];
    begins = new int[last - first + 1];
  }

  private static boolean contains(Parameter parameter, Range range) {
    return range.from() >= parameter.offset() && range.to() <= parameter.end();
  }

  /** Whether range number {@code index} is of the parameter. */
  boolean has(int index) {
    return index >= first && index < last;
  }

  void begin() {
    number++;
    count = 0;
  }

  /** Adds a row, which may be there already. */
  void add(int row) {
    if (seenIn[row] != number) {
      seenIn[row] = number;
      found[count++] = row;
    }
  }

  void end() {
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

  /** How many rows of a range of the parameter the step touches. */
  int count(int index) {
    return begins[index - first + 1] - begins[index - first];
  }

  /** The i-th of them. */
  int row(int index, int i) {
    return sorted[begins[index - first] + i];
  }

  /** The same as a piece of the flat arrays. */
  Range piece(int index, int i) {
    return rows[row(index, i)];
  }
}
