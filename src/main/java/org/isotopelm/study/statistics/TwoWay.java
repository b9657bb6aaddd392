package org.isotopelm.study.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The additive model of a table of points and cells, nll[p, c] = μ_p + β_c + ε, by least squares.
 * So a cell's own difficulty β does not count as noise of the points, and points that lack some
 * cells can be compared with those that have them.
 *
 * @param means μ of each point; NaN for one without cells
 * @param variance of ε
 * @param counts cells of each point
 * @param degreesOfFreedom of the variance, those of the guess among them
 */
public record TwoWay(double[] means, double variance, int[] counts, double degreesOfFreedom) {
  private static final int SWEEPS = 1000;
  private static final double STILL = 1e-13;

  /** Weight of the guess at the variance, in degrees of freedom. */
  private static final double GUESSED = 1;

  /** The guess: noise has a fiftieth of the standard deviation between points. */
  private static final double GUESS = 0.02;

  /** Fits the table, one row for each point. */
  public static TwoWay fit(List<List<@Nullable Double>> table) {
    int cells = table.stream().mapToInt(List::size).max().orElse(0);
    double[] points = new double[table.size()];
    double[] shared = new double[cells];
    // Each sweep over rows and columns lowers the sum of squares, until it is at its minimum.
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double moved = rows(table, points, shared);
      columns(table, points, shared);
      if (moved < STILL) {
        break;
      }
    }
    int[] counts =
        table.stream()
            .mapToInt(row -> (int) row.stream().filter(Objects::nonNull).count())
            .toArray();
    double freedom = freedom(shared, counts);
    return new TwoWay(points, variance(table, points, shared, freedom), counts, GUESSED + freedom);
  }

  private static double rows(List<List<@Nullable Double>> table, double[] points, double[] shared) {
    double moved = 0;
    for (int p = 0; p < points.length; p++) {
      double sum = 0;
      int count = 0;
      for (int c = 0; c < table.get(p).size(); c++) {
        Double nll = table.get(p).get(c);
        if (nll != null) {
          sum += nll - shared[c];
          count++;
        }
      }
      double mean = sum / count;
      moved = Math.max(moved, Math.abs(mean - points[p]));
      points[p] = mean;
    }
    return moved;
  }

  /** The effects of cells, whose mean is 0. */
  private static void columns(
      List<List<@Nullable Double>> table, double[] points, double[] shared) {
    double total = 0;
    int used = 0;
    for (int c = 0; c < shared.length; c++) {
      double sum = 0;
      int count = 0;
      for (int p = 0; p < points.length; p++) {
        Double nll = c < table.get(p).size() ? table.get(p).get(c) : null;
        if (nll != null) {
          sum += nll - points[p];
          count++;
        }
      }
      shared[c] = count == 0 ? Double.NaN : sum / count;
      if (count > 0) {
        total += shared[c];
        used++;
      }
    }
    for (int c = 0; c < shared.length; c++) {
      shared[c] -= total / used;
    }
  }

  /** Residual variance, the closer to the guess the fewer residuals there are. */
  private static double variance(
      List<List<@Nullable Double>> table, double[] points, double[] shared, double freedom) {
    double squares = 0;
    for (int p = 0; p < points.length; p++) {
      for (int c = 0; c < table.get(p).size(); c++) {
        Double nll = table.get(p).get(c);
        if (nll != null) {
          double residual = nll - points[p] - shared[c];
          squares += residual * residual;
        }
      }
    }
    double guess = GUESS * deviation(points);
    return (GUESSED * guess * guess + squares) / (GUESSED + freedom);
  }

  /** Degrees of freedom of the residuals. */
  private static double freedom(double[] shared, int[] counts) {
    long rows = Arrays.stream(counts).filter(count -> count > 0).count();
    long columns = Arrays.stream(shared).filter(Double::isFinite).count();
    return Math.max(0, Arrays.stream(counts).sum() - rows - columns + 1);
  }

  private static double deviation(double[] points) {
    double[] known = Arrays.stream(points).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / Math.max(1, known.length - 1));
  }
}
