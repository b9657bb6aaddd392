package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import org.isotopelm.study.search.GaussianProcess.Normal;
import org.isotopelm.study.space.Encoding;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.statistics.TwoWay;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What the trained points predict for all others: a Gaussian process through their mean nll.
 *
 * @param table the trained points' means and noise, in the order of {@code points}
 */
record Surrogate(
    Encoding encoding,
    List<Point> points,
    TwoWay table,
    GaussianProcess process,
    double[] values,
    double[] noise,
    double centre,
    double spread) {

  /**
   * How much worse than the worst point a failed one counts, as a share of the distance from best
   * to worst.
   */
  private static final double PENALTY = 0.1;

  /** Fits the points that were trained or failed; null where fewer than two were trained. */
  static @Nullable Surrogate fit(Space space, List<Observation> seen) {
    List<Observation> known = seen.stream().filter(s -> s.failed() || isTrained(s)).toList();
    if (known.stream().filter(s -> !s.failed()).count() < 2) {
      return null;
    }
    List<List<@Nullable Double>> rows = new ArrayList<>();
    known.forEach(s -> rows.add(s.failed() ? List.of() : s.figures()));
    TwoWay table = TwoWay.fit(rows);
    DoubleSummaryStatistics trained =
        Arrays.stream(table.means()).filter(Double::isFinite).summaryStatistics();
    double failed = trained.getMax() + PENALTY * (trained.getMax() - trained.getMin());
    double centre = trained.getAverage();
    double spread = spread(table.means(), centre);
    Encoding encoding = new Encoding(space);
    double[][] x = new double[known.size()][];
    double[] y = new double[known.size()];
    double[] noise = new double[known.size()];
    for (int i = 0; i < x.length; i++) {
      boolean isFailed = known.get(i).failed();
      x[i] = encoding.encode(known.get(i).point());
      y[i] = ((isFailed ? failed : table.means()[i]) - centre) / spread;
      noise[i] = table.variance() / Math.max(1, table.counts()[i]) / (spread * spread);
    }
    GaussianProcess process = GaussianProcess.of(MarginalLikelihood.best(x, y, noise), x, y, noise);
    List<Point> points = known.stream().map(Observation::point).toList();
    return new Surrogate(encoding, points, table, process, y, noise, centre, spread);
  }

  private static boolean isTrained(Observation observation) {
    return observation.figures().stream().anyMatch(Objects::nonNull);
  }

  private static double spread(double[] means, double centre) {
    double[] known = Arrays.stream(means).filter(Double::isFinite).toArray();
    double squares = Arrays.stream(known).map(v -> (v - centre) * (v - centre)).sum();
    return squares == 0 ? 1 : StrictMath.sqrt(squares / (known.length - 1));
  }

  /** The expected nll at a vector of the encoding, and its uncertainty. */
  Normal at(double[] vector) {
    Normal normal = process.at(vector);
    return new Normal(centre + spread * normal.mean(), spread * normal.deviation());
  }

  double meanAt(double[] vector) {
    return centre + spread * process.meanAt(vector);
  }

  /** Standard error of a point that has all its cells. */
  double standardError() {
    int cells = Arrays.stream(table.counts()).max().orElseThrow();
    return StrictMath.sqrt(table.variance() / cells);
  }

  /** The lowest mean at a point that was trained. */
  double best() {
    return meanAt(encoding.encode(bestPoint()));
  }

  /** The point that has it. */
  Point bestPoint() {
    return points.stream()
        .min(Comparator.comparingDouble(point -> meanAt(encoding.encode(point))))
        .orElseThrow();
  }

  /**
   * The same as if the point had been trained, with the expected result (the kriging believer of
   * Ginsbourger, Le Riche and Carraro 2010). It keeps the other points of a round at a distance.
   */
  Surrogate believing(Point point) {
    double[][] x = Arrays.copyOf(process.x(), points.size() + 1);
    double[] y = Arrays.copyOf(values, x.length);
    double[] variances = Arrays.copyOf(noise, x.length);
    x[points.size()] = encoding.encode(point);
    y[points.size()] = process.meanAt(x[points.size()]);
    variances[points.size()] = Arrays.stream(noise).min().orElseThrow();
    List<Point> more = new ArrayList<>(points);
    more.add(point);
    return new Surrogate(
        encoding,
        more,
        table,
        GaussianProcess.of(process.kernel(), x, y, variances),
        y,
        variances,
        centre,
        spread);
  }
}
