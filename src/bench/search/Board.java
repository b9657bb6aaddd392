package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The points λ × η of a recorded table on which a search plays: the densest lattice that has all
 * cells of the longest trainings, λ = 0 left out.
 *
 * @param points in the order of the space's product: η changes fastest
 * @param cells by seed, point and fold
 * @param shorter the same trained for fewer epochs, by these epochs, with all seeds or the first;
 *     only where all are there
 * @param epochs of the longest trainings
 * @param truth of each point: the mean over all seeds and folds
 * @param zero the lowest truth at λ = 0
 */
record Board(
    String name,
    Space space,
    List<Point> points,
    RecordedCells.Cell[][][] cells,
    Map<Integer, RecordedCells.Cell[][][]> shorter,
    int epochs,
    double[] truth,
    double zero) {

  /** A gain by decay below this share of the lead over the median point is next to nothing. */
  private static final double LITTLE = 0.1;

  private static final int[][] LATTICES = {{1, 1}, {2, 1}, {1, 2}, {2, 2}};

  /**
   * The board of a table on one draw of folds, with the most points and then the most seeds that it
   * can have; null where no lattice is whole.
   */
  static @Nullable Board of(RecordedCells table, int draw) {
    return of(table, draw, 1, LATTICES);
  }

  /** That of every second λ and every second η. */
  static @Nullable Board coarse(RecordedCells table, int draw) {
    return of(table, draw, 1, new int[][] {{2, 2}});
  }

  /** That with the most points among those with several seeds. */
  static @Nullable Board ofSeveralSeeds(RecordedCells table) {
    return of(table, 1, 2, LATTICES);
  }

  private static @Nullable Board of(
      RecordedCells table, int draw, int leastSeeds, int[][] lattices) {
    Board best = null;
    int most = table.values(RecordedCells.Key::seed).size();
    for (int seeds = most; seeds >= leastSeeds; seeds--) {
      for (int[] lattice : lattices) {
        Board board = of(table, draw, seeds, lattice[0], lattice[1]);
        if (board != null && (best == null || board.points().size() > best.points().size())) {
          best = board;
        }
      }
    }
    return best;
  }

  private static @Nullable Board of(
      RecordedCells table, int draw, int seeds, int everyLambda, int everyEta) {
    List<Double> lambdas = table.values(RecordedCells.Key::lambda);
    List<Double> above = every(lambdas.subList(1, lambdas.size()), everyLambda);
    List<Double> etas = every(table.values(RecordedCells.Key::eta), everyEta);
    int epochs = table.values(RecordedCells.Key::epochs).getLast().intValue();
    Space space = Space.of(space(above, etas));
    List<Point> points = space.product(axis -> ((Axis.Values) axis.range()).values());
    RecordedCells.Cell[][][] cells = cells(table, points, epochs, draw, seeds);
    List<Point> none =
        etas.stream().map(eta -> new Point(Map.of("lambda", 0.0, "eta", eta), Map.of())).toList();
    RecordedCells.Cell[][][] zeros = cells(table, none, epochs, draw, seeds);
    if (cells == null || zeros == null) {
      return null;
    }
    Map<Integer, RecordedCells.Cell[][][]> shorter = new LinkedHashMap<>();
    for (double fewer : table.values(RecordedCells.Key::epochs)) {
      RecordedCells.Cell[][][] all = cells(table, points, (int) fewer, draw, seeds);
      RecordedCells.Cell[][][] some =
          all == null ? cells(table, points, (int) fewer, draw, 1) : all;
      if (fewer < epochs && some != null) {
        shorter.put((int) fewer, some);
      }
    }
    double zero = Arrays.stream(means(zeros)).min().orElseThrow();
    return new Board(table.name(), space, points, cells, shorter, epochs, means(cells), zero);
  }

  private static List<Double> every(List<Double> values, int step) {
    return IntStream.range(0, values.size())
        .filter(i -> i % step == 0)
        .mapToObj(values::get)
        .toList();
  }

  private static List<Object> objects(List<Double> values) {
    return List.copyOf(values);
  }

  private static Map<String, Dimension> space(List<Double> lambdas, List<Double> etas) {
    Map<String, Dimension> space = new LinkedHashMap<>();
    space.put(
        "lambda",
        new Dimension(List.of("x.lambda"), objects(lambdas), null, null, false, Map.of()));
    space.put("eta", new Dimension(List.of("x.eta"), objects(etas), null, null, false, Map.of()));
    return space;
  }

  private static RecordedCells.Cell @Nullable [][][] cells(
      RecordedCells table, List<Point> points, int epochs, int draw, int seeds) {
    int folds = table.values(RecordedCells.Key::fold).size();
    RecordedCells.Cell[][][] cells = new RecordedCells.Cell[seeds][points.size()][folds];
    for (int s = 0; s < seeds; s++) {
      for (int p = 0; p < points.size(); p++) {
        for (int f = 0; f < folds; f++) {
          cells[s][p][f] =
              table.at(
                  number(points.get(p), "lambda"),
                  number(points.get(p), "eta"),
                  epochs,
                  draw,
                  f,
                  s + 1);
          if (cells[s][p][f] == null) {
            return null;
          }
        }
      }
    }
    return cells;
  }

  /** Of each point; infinite where a training diverged. */
  static double[] means(RecordedCells.Cell[][][] cells) {
    double[] means = new double[cells[0].length];
    for (int p = 0; p < means.length; p++) {
      for (RecordedCells.Cell[][] seed : cells) {
        for (RecordedCells.Cell cell : seed[p]) {
          means[p] += (Double.isNaN(cell.nll()) ? Double.POSITIVE_INFINITY : cell.nll());
        }
      }
      means[p] /= cells.length * cells[0][0].length;
    }
    return means;
  }

  static double number(Point point, String name) {
    return ((Number) point.values().get(name)).doubleValue();
  }

  /** A training of fewer epochs; with the first seed where it has no other. */
  RecordedCells.Cell shorter(int epochs, int seed, int point, int fold) {
    RecordedCells.Cell[][][] some = shorter.get(epochs);
    return some[seed % some.length][point][fold];
  }

  int folds() {
    return cells[0][0].length;
  }

  int seeds() {
    return cells.length;
  }

  /** Trainings of the whole grid with one seed. */
  int cost() {
    return points.size() * folds();
  }

  double best() {
    return Arrays.stream(truth).min().orElseThrow();
  }

  /**
   * What a choice misses, as a share of what decay gains: the best point against the best η at λ =
   * 0. Where decay gains next to nothing, as a share of what the best point is ahead of the median
   * one. At most 1, so that one exploded training does not decide a mean.
   */
  double regret(int point) {
    double ahead = Statistics.median(Arrays.stream(truth).sorted().toArray()) - best();
    double gain = zero - best();
    return Math.min(1, (truth[point] - best()) / (gain > LITTLE * ahead ? gain : ahead));
  }

  /** Indices of the points in a row of equal η, λ ascending, by η. */
  List<List<Integer>> byEta() {
    List<List<Integer>> rows = new ArrayList<>();
    int etas = (int) points.stream().map(p -> number(p, "eta")).distinct().count();
    for (int j = 0; j < etas; j++) {
      int eta = j;
      rows.add(IntStream.range(0, points.size()).filter(p -> p % etas == eta).boxed().toList());
    }
    return rows;
  }
}
