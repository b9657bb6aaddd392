package org.isotopelm.study.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.study.statistics.TTest;
import org.jspecify.annotations.Nullable;

/**
 * A parabola in ln λ through the points around the lowest, by ordinary least squares on each fold
 * by itself. The difficulty of a fold then goes into its constant, and each fold gives a curvature
 * and a slope of its own.
 *
 * <p>The minimum x₀ is where the slope 2ax + b is 0. Its interval holds every x at which the mean
 * slope over folds is 0 by the corrected t-test (Fieller 1954, "Some problems in interval
 * estimation"): unlike an interval of the folds' own minima it does not need every fold to curve
 * upwards. If the whole curve may be flat, the interval is infinite and is not given. It is not
 * given for three points either, because a parabola goes through any three points. It says nothing
 * about values beyond those that were searched, and is cut off there.
 */
public final class ParabolaFit {
  /**
   * Points further than this factor from the lowest do not count: no curve is a parabola as a
   * whole.
   */
  private static final double REACH = 4;

  private static final int LEAST = 3;

  /** A point's λ and the study's metric in each repetition. */
  public record Sample(double lambda, double[] figures) {}

  private final Design design;
  private final List<Sample> samples;
  private final double least;
  private final double most;
  private final double center;
  private final double[] x;

  private ParabolaFit(Design design, List<Sample> searched, int lowest) {
    this.design = design;
    this.samples = around(searched, lowest);
    this.least = searched.getFirst().lambda();
    this.most = searched.getLast().lambda();
    double[] logs = samples.stream().mapToDouble(each -> StrictMath.log(each.lambda())).toArray();
    this.center = Statistics.mean(logs);
    this.x = Arrays.stream(logs).map(log -> log - center).toArray();
  }

  /**
   * The parabola of points that differ in one λ, all above 0 and with the same repetitions.
   *
   * @param sorted by λ
   * @return null for fewer than three points, if the lowest is the first or last, and if the points
   *     around it do not curve upwards or the minimum is outside them
   */
  public static @Nullable Parabola of(String dimension, Design design, List<Sample> sorted) {
    int lowest = 0;
    for (int i = 1; i < sorted.size(); i++) {
      if (mean(sorted.get(i)) < mean(sorted.get(lowest))) {
        lowest = i;
      }
    }
    return sorted.size() < LEAST || lowest == 0 || lowest == sorted.size() - 1
        ? null
        : new ParabolaFit(design, sorted, lowest).parabola(dimension);
  }

  /** At least one on each side, and all within reach. */
  private static List<Sample> around(List<Sample> sorted, int lowest) {
    double lambda = sorted.get(lowest).lambda();
    List<Sample> near = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      double ratio = sorted.get(i).lambda() / lambda;
      if (Math.abs(i - lowest) <= 1 || (ratio <= REACH && ratio >= 1 / REACH)) {
        near.add(sorted.get(i));
      }
    }
    return near;
  }

  private @Nullable Parabola parabola(String dimension) {
    int repetitions = samples.getFirst().figures().length;
    double[] curvature = new double[repetitions];
    double[] slope = new double[repetitions];
    double[] constant = new double[repetitions];
    for (int r = 0; r < repetitions; r++) {
      fit(r, curvature, slope, constant);
    }
    double a = Statistics.mean(curvature);
    double b = Statistics.mean(slope);
    double minimum = -b / (2 * a);
    if (!(a > 0) || minimum < x[0] || minimum > x[x.length - 1]) {
      return null;
    }
    return new Parabola(
        dimension,
        StrictMath.exp(center + minimum),
        samples.size() == LEAST ? null : (Double) misfit(a, b, Statistics.mean(constant)),
        samples.size() == LEAST ? List.of() : interval(curvature, slope),
        samples.size());
  }

  /** y = ax² + bx + c, by the orthogonal polynomials 1, x and x² − gx − h on points of mean 0. */
  private void fit(int repetition, double[] a, double[] b, double[] c) {
    double[] y = samples.stream().mapToDouble(each -> each.figures()[repetition]).toArray();
    double squares = 0;
    double cubes = 0;
    for (double each : x) {
      squares += each * each;
      cubes += each * each * each;
    }
    double g = cubes / squares;
    double h = squares / x.length;
    double xy = 0;
    double py = 0;
    double pp = 0;
    for (int i = 0; i < x.length; i++) {
      double p = x[i] * x[i] - g * x[i] - h;
      xy += x[i] * y[i];
      py += p * y[i];
      pp += p * p;
    }
    a[repetition] = py / pp;
    b[repetition] = xy / squares - a[repetition] * g;
    c[repetition] = Statistics.mean(y) - a[repetition] * h;
  }

  /** All x with |t(2ax + b)| at most the critical t: those between the roots of a parabola in x. */
  private List<Double> interval(double[] curvature, double[] slope) {
    TTest steep = design.test(curvature);
    TTest level = design.test(slope);
    if (steep == null || level == null) {
      return List.of();
    }
    double[] sum = new double[slope.length];
    Arrays.setAll(sum, r -> curvature[r] + slope[r]);
    double sumError = Objects.requireNonNull(design.test(sum)).standardError();
    double q = steep.critical() * steep.critical();
    double va = square(steep.standardError());
    double vb = square(level.standardError());
    double vab = (square(sumError) - va - vb) / 2;
    double second = square(steep.mean()) - q * va;
    double first = steep.mean() * level.mean() - q * vab;
    double zeroth = square(level.mean()) - q * vb;
    // (2Ax + B)² ≤ q·(4·va·x² + 4·vab·x + vb): 4·second·x² + 4·first·x + zeroth ≤ 0.
    if (second <= 0) {
      return List.of();
    }
    double root = Math.sqrt(Math.max(0, square(first) - second * zeroth));
    return List.of(
        searched(StrictMath.exp(center + (-first - root) / (2 * second))),
        searched(StrictMath.exp(center + (-first + root) / (2 * second))));
  }

  private double searched(double lambda) {
    return Math.clamp(lambda, least, most);
  }

  /** How far the mean of a point lies from the curve, at most. */
  private double misfit(double a, double b, double c) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(mean(samples.get(i)) - (x[i] * (a * x[i] + b) + c)));
    }
    return largest;
  }

  private static double square(double value) {
    return value * value;
  }

  private static double mean(Sample sample) {
    return Statistics.mean(sample.figures());
  }
}
