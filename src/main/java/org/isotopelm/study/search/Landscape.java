package org.isotopelm.study.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.study.search.GaussianProcess.Normal;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Scale;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The study's metric over the whole space, predicted by a Gaussian process from the trained points.
 *
 * @param slices each numeric dimension, with all others as in the best point
 * @param sheet the two most important numeric dimensions together, the others as in the best point;
 *     null where there are not two
 * @param importance of each dimension: the share of the variance over the space that it explains by
 *     itself, without interactions (Hutter, Hoos and Leyton-Brown 2014)
 * @param noise standard deviation of the part of a cell's figure that its point, fold and seed do
 *     not explain
 */
public record Landscape(
    List<Slice> slices, @Nullable Sheet sheet, Map<String, Double> importance, double noise) {

  /**
   * Along one dimension, at {@value #ALONG} equally spaced places on its scale. If the dimension is
   * a list of positive numbers and 0, the first place is 0 and the others are positive.
   *
   * @param at value of the dimension
   * @param mean the expected metric
   * @param low 2.5 % quantile of the mean's uncertainty, without the noise of cells
   * @param high 97.5 %
   */
  public record Slice(String name, double[] at, double[] mean, double[] low, double[] high) {}

  /**
   * Over two dimensions, {@value #ACROSS} places each.
   *
   * @param mean the expected metric, a row for each y
   */
  public record Sheet(String xName, String yName, double[] x, double[] y, double[][] mean) {}

  private static final int ALONG = 64;
  private static final int ACROSS = 32;
  private static final int LEAST = 4;
  private static final int SAMPLE = 256;
  private static final int LEVELS = 32;
  private static final double NORMAL_95 = 1.959963984540054;

  /**
   * The landscape; null where fewer than four points have all cells, or no dimension is a number.
   */
  public static @Nullable Landscape of(Space space, List<Observation> seen) {
    long complete =
        seen.stream()
            .filter(s -> !s.failed() && s.figures().stream().allMatch(Objects::nonNull))
            .count();
    Surrogate surrogate = complete < LEAST ? null : Surrogate.fit(space, seen);
    if (surrogate == null) {
      return null;
    }
    Point best = surrogate.bestPoint();
    List<Axis> numeric =
        space.axes().stream()
            .filter(axis -> best.values().containsKey(axis.name()))
            .filter(axis -> axis.range().scale() != null && axis.range().size() > 1)
            .toList();
    if (numeric.isEmpty()) {
      return null;
    }
    Map<String, Double> importance = importance(space, surrogate);
    List<Axis> ranked =
        numeric.stream()
            .sorted(
                Comparator.comparingDouble(
                        (Axis axis) -> Objects.requireNonNull(importance.get(axis.name())))
                    .reversed())
            .toList();
    return new Landscape(
        numeric.stream().map(axis -> slice(surrogate, best, axis)).toList(),
        ranked.size() < 2 ? null : sheet(surrogate, best, ranked.get(0), ranked.get(1)),
        importance,
        StrictMath.sqrt(surrogate.table().variance()));
  }

  private static Slice slice(Surrogate surrogate, Point best, Axis axis) {
    double[] places = places(axis, ALONG);
    double[] vector = surrogate.encoding().encode(best);
    Normal[] normals = new Normal[places.length];
    for (int i = 0; i < places.length; i++) {
      vector[surrogate.encoding().place(axis)] = places[i];
      normals[i] = surrogate.at(vector);
    }
    return new Slice(
        axis.name(),
        numbers(axis, places),
        Arrays.stream(normals).mapToDouble(Normal::mean).toArray(),
        Arrays.stream(normals).mapToDouble(n -> n.mean() - NORMAL_95 * n.deviation()).toArray(),
        Arrays.stream(normals).mapToDouble(n -> n.mean() + NORMAL_95 * n.deviation()).toArray());
  }

  private static Sheet sheet(Surrogate surrogate, Point best, Axis x, Axis y) {
    double[] columns = places(x, ACROSS);
    double[] rows = places(y, ACROSS);
    double[][] mean = new double[rows.length][columns.length];
    double[] vector = surrogate.encoding().encode(best);
    for (int row = 0; row < rows.length; row++) {
      vector[surrogate.encoding().place(y)] = rows[row];
      for (int column = 0; column < columns.length; column++) {
        vector[surrogate.encoding().place(x)] = columns[column];
        mean[row][column] = surrogate.meanAt(vector);
      }
    }
    return new Sheet(x.name(), y.name(), numbers(x, columns), numbers(y, rows), mean);
  }

  /** Places on a dimension's scale; there are none between 0 and the least positive number. */
  private static double[] places(Axis axis, int count) {
    Scale scale = Objects.requireNonNull(axis.range().scale());
    double[] places = new double[count];
    if (!scale.zero()) {
      Arrays.setAll(places, i -> i / (count - 1.0));
      return places;
    }
    double least = leastPositive(axis);
    Arrays.setAll(places, i -> i == 0 ? 0 : least + (1 - least) * (i - 1) / (count - 2.0));
    return places;
  }

  private static double leastPositive(Axis axis) {
    return ((Axis.Values) axis.range())
        .values().stream().mapToDouble(axis::position).filter(p -> p > 0).min().orElse(1);
  }

  private static double[] numbers(Axis axis, double[] places) {
    Scale scale = Objects.requireNonNull(axis.range().scale());
    return Arrays.stream(places).map(scale::number).toArray();
  }

  /**
   * Main effects: how much the mean over all other dimensions varies along one. A Sobol sequence
   * samples the others.
   */
  private static Map<String, Double> importance(Space space, Surrogate surrogate) {
    Sobol sequence = new Sobol(space.axes().stream().map(Axis::name).toList(), 0);
    List<double[]> sample = IntStream.range(0, SAMPLE).mapToObj(_ -> sequence.next()).toList();
    double all = variance(sample.stream().mapToDouble(at -> mean(space, surrogate, at)).toArray());
    Map<String, Double> importance = new LinkedHashMap<>();
    for (int i = 0; i < space.axes().size(); i++) {
      double own = variance(effect(space, surrogate, sample, i));
      importance.put(space.axes().get(i).name(), all == 0 ? 0 : Math.min(1, own / all));
    }
    return importance;
  }

  private static double[] effect(Space space, Surrogate surrogate, List<double[]> sample, int i) {
    double[] effect = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      for (double[] at : sample) {
        double[] moved = at.clone();
        moved[i] = (level + 0.5) / LEVELS;
        effect[level] += mean(space, surrogate, moved) / SAMPLE;
      }
    }
    return effect;
  }

  private static double mean(Space space, Surrogate surrogate, double[] shares) {
    return surrogate.meanAt(surrogate.encoding().encode(space.at(shares)));
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }
}
