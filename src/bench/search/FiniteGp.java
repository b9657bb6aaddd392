package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.isotopelm.study.search.GaussianProcess.Normal;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.statistics.TwoWay;
import org.jspecify.annotations.Nullable;

/** The product's Gaussian process on coordinates of one's own, over all points of a board. */
final class FiniteGp {
  private final Play play;
  private final double[][] at;
  private final List<Integer> first;

  FiniteGp(Play play, BiFunction<Board, Point, double[]> coordinates, int initial) {
    this(play, coordinates, Methods.sobol(play).subList(0, initial));
  }

  FiniteGp(Play play, BiFunction<Board, Point, double[]> coordinates, List<Integer> first) {
    this.play = play;
    this.first = first;
    at =
        play.board.points().stream()
            .map(point -> coordinates.apply(play.board, point))
            .toArray(double[][]::new);
  }

  /** Trains each point on every fold. */
  void play() {
    first.forEach(point -> whole(point));
    for (int point = next(); point >= 0; point = next()) {
      whole(point);
    }
  }

  private void whole(int point) {
    for (int f = 0; f < play.board.folds(); f++) {
      play.train(point, f);
    }
  }

  private List<List<@Nullable Double>> rows() {
    List<List<@Nullable Double>> rows = new ArrayList<>();
    play.board
        .points()
        .forEach(
            p ->
                rows.add(play.observation(p).failed() ? List.of() : play.observation(p).figures()));
    return rows;
  }

  /** The untrained point of the largest expected improvement; −1 where all are trained. */
  private int next() {
    TwoWay table = TwoWay.fit(rows());
    int[] known =
        IntStream.range(0, at.length)
            .filter(p -> play.isFailed(p) || Double.isFinite(table.means()[p]))
            .toArray();
    double[] finite = Arrays.stream(table.means()).filter(Double::isFinite).toArray();
    double high = Arrays.stream(finite).max().orElse(0);
    double low = Arrays.stream(finite).min().orElse(0);
    double centre = Arrays.stream(finite).average().orElse(0);
    double spread =
        Math.max(
            1e-9,
            Math.sqrt(
                Arrays.stream(finite).map(v -> (v - centre) * (v - centre)).sum()
                    / Math.max(1, finite.length - 1)));
    double[][] x = Arrays.stream(known).mapToObj(p -> at[p]).toArray(double[][]::new);
    double[] y = new double[known.length];
    double[] noise = new double[known.length];
    for (int i = 0; i < known.length; i++) {
      double mean = play.isFailed(known[i]) ? high + 0.1 * (high - low) : table.means()[known[i]];
      y[i] = (mean - centre) / spread;
      noise[i] = table.variance() / Math.max(1, table.counts()[known[i]]) / (spread * spread);
    }
    GaussianProcess process = GaussianProcess.of(MarginalLikelihood.best(x, y, noise), x, y, noise);
    double best = Arrays.stream(x).mapToDouble(process::meanAt).min().orElseThrow();
    int found = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int p = 0; p < at.length; p++) {
      if (play.count(p) == 0 && !play.isFailed(p)) {
        Normal normal = process.at(at[p]);
        double score = ExpectedImprovement.log(normal.mean(), normal.deviation(), best);
        if (found < 0 || score > highest) {
          highest = score;
          found = p;
        }
      }
    }
    return found;
  }
}
