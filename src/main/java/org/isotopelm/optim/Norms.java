package org.isotopelm.optim;

import java.util.List;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.jspecify.annotations.Nullable;

/**
 * Euclidean norms of a flat array, whole and by group: of gradients to clip them, of weights and
 * updates to watch them. Threads measure ranges in any order; the sums are added in a fixed one, in
 * double, so the result has the same bits whoever measured what.
 */
public final class Norms {
  private final List<Range> ranges;
  private final double[] squares;

  public Norms(List<Range> ranges) {
    this.ranges = ranges;
    this.squares = new double[ranges.size()];
  }

  /** Those of a whole array. */
  public static Norms of(List<Range> ranges, float[] array) {
    Norms norms = new Norms(ranges);
    for (int i = 0; i < ranges.size(); i++) {
      norms.measure(i, array);
    }
    return norms;
  }

  /** Measures range number {@code index} of the array. */
  public void measure(int index, float[] array) {
    squares[index] = squares(ranges.get(index), array);
  }

  /** Measures what a step touches of range number {@code index}: all else counts as zero. */
  public void measure(int index, Touched touched, float[] array) {
    double sum = 0;
    for (int i = 0; i < touched.count(index); i++) {
      sum += squares(touched.piece(index, i), array);
    }
    squares[index] = sum;
  }

  private static double squares(Range range, float[] array) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = range.from();
    for (; i + 4 <= range.to(); i += 4) {
      a += square(array[i]);
      b += square(array[i + 1]);
      c += square(array[i + 2]);
      d += square(array[i + 3]);
    }
    for (; i < range.to(); i++) {
      a += square(array[i]);
    }
    return (a + b) + (c + d);
  }

  /** Measures the change between two arrays in range number {@code index}. */
  public void measureChange(int index, float[] before, float[] after) {
    Range range = ranges.get(index);
    double sum = 0;
    for (int i = range.from(); i < range.to(); i++) {
      sum += square(after[i] - before[i]);
    }
    squares[index] = sum;
  }

  private static double square(float x) {
    return (double) x * x;
  }

  /** The norm over all ranges, as last measured; not finite where an element was not. */
  public double norm() {
    double sum = 0;
    for (double s : squares) {
      sum += s;
    }
    return Math.sqrt(sum);
  }

  /** The norm over one group. */
  public double norm(int group) {
    double sum = 0;
    for (int i = 0; i < squares.length; i++) {
      if (ranges.get(i).group() == group) {
        sum += squares[i];
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * What gradients of this norm are multiplied by: min(1, clip/(norm + 1e-6)), as PyTorch's {@code
   * clip_grad_norm_}.
   *
   * @param clip the largest norm, or null for 1 always
   */
  public static double clipFactor(double norm, @Nullable Double clip) {
    return clip == null ? 1 : Math.min(1, clip / (norm + 1e-6));
  }

  /** The first parameter with an element that is infinite or not a number, or null. */
  public static @Nullable Parameter firstNonFinite(ParameterSet parameters, float[] array) {
    for (Parameter parameter : parameters.parameters()) {
      int end = parameter.end();
      for (int i = parameter.offset(); i < end; i++) {
        if (!Float.isFinite(array[i])) {
          return parameter;
        }
      }
    }
    return null;
  }
}
